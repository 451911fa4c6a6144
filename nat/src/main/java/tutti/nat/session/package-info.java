/// One link once its keys exist, however they came to be: SRTP around the streams, descriptions and signs of life
/// beside them. Datagrams come in from an endpoint on the link thread, packets go out to a
/// [tutti.nat.link.LinkListener]
/// and a [tutti.nat.udp.DatagramPort].
package tutti.nat.session;
