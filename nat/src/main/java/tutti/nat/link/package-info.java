/// The contract between the links and whoever uses them: one [tutti.nat.link.MediaLink] a peer, made by a
/// [tutti.nat.link.LinkEndpoint], reporting to a [tutti.nat.link.LinkListener]. Protected datagrams flow between the
/// endpoint and the network on the link thread; RTP flows in and out of the engine in clear.
package tutti.nat.link;
