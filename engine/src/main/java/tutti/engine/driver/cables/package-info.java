/// The memory of cables: which ports of other programs a user plugged ours into. Connections and disconnections flow
/// in from a driver, wanted cables flow out to it and to a small file. A driver's control thread alone is in here.
package tutti.engine.driver.cables;
