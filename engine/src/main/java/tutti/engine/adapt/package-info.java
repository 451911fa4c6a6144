/// Chooses, for each peer, how each track is sent there: codec and copies, by what the peer reports and what the
/// player allows. Reports flow in and [tutti.engine.send.SendMode]s flow out, on the link thread; nothing here waits,
/// or knows the time but by argument.
package tutti.engine.adapt;
