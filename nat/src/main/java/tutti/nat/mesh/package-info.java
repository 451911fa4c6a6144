/// The links of a room: one to each other member, found by ICE, keyed by DTLS, kept while the way changes.
package tutti.nat.mesh;
