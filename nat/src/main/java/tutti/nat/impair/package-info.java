/// Bad networks, on purpose. Packets flow in, the same packets flow out later, twice, in another order or not at all,
/// as
/// an [Impairment] says and a seed decides. Either stepped inside a test ([SimulatedNetwork], on the test's thread)
/// or in real time between real sockets ([ImpairmentRelay], on two threads of its own).
package tutti.nat.impair;
