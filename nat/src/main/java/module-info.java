import org.jspecify.annotations.NullMarked;

/// Invites, links and keys: how packets reach another player, encrypted. Knows nothing of audio.
@NullMarked
module tutti.nat {
    requires static org.jspecify;

    exports tutti.nat.impair;
    exports tutti.nat.link;
    exports tutti.nat.udp;
}
