/// Finding a way: Interactive Connectivity Establishment (RFC 8445) by ice4j, which only this package knows. Sockets
/// are
/// ours: the link thread reads them and gives ice4j the STUN and TURN that it finds there.
package tutti.nat.ice;
