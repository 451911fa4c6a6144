package tutti.nat.link;

/// Which way a link's packets take.
///
/// @param kind how directly they go
/// @param local this end's address, `ADDRESS:PORT`, with the kind of candidate, or empty if there is none
/// @param remote the other end's
public record PathReport(Kind kind, String local, String remote) {
    /// How directly packets go.
    public enum Kind {
        /// Nowhere at present.
        NONE,
        /// From computer to computer over UDP.
        DIRECT,
        /// Over UDP through a relay (TURN).
        RELAY,
        /// Over TCP through the room server.
        TCP
    }

    /// No way.
    public static final PathReport NONE = new PathReport(Kind.NONE, "", "");
}
