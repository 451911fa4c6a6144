/// Datagrams, and nothing above them: the one seam between the links and either the operating system or a simulated
/// network. Used by the link thread (receiving) and the send thread (sending).
package tutti.nat.udp;
