/// Keys for one link (RFC 5764): two certificates prove themselves over a path that may lose, repeat and forge.
/// Datagrams come in from the link thread and go out by a [tutti.nat.udp.PacketRoute]; the library, which only this
/// package knows, blocks on a virtual thread of each handshake.
package tutti.nat.dtls;
