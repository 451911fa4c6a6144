/// Sound cards that are not there. Samples flow from a [SignalSource] into capture ports and from playback ports into
/// a [SignalSink], at any rate, period and drift: in real time on a thread of the driver's own, or one step at a time
/// on a test's thread.
package tutti.engine.driver.virtual;
