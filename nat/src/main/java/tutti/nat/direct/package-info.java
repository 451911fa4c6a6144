/// The direct link: engines that know each other's address and secret from an invite, without a room server.
/// Datagrams flow in and out of a [tutti.nat.udp.DatagramPort] on the link thread, links come out.
/// `nat/docs/direct.md` is the protocol.
package tutti.nat.direct;
