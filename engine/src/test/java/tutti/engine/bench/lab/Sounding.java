package tutti.engine.bench.lab;

import java.util.Optional;
import tutti.engine.cli.TuttiProcess;
import tutti.engine.ensemble.Json;

/// Listens to what an engine says of a peer's sound in its statistics.
final class Sounding {
    private static final double AUDIBLE_DB = -60;

    private Sounding() {}

    /// Waits for a line in which a peer is heard, from now on.
    ///
    /// @return what the line says of the peer
    static Json await(TuttiProcess hearer, String peer) {
        String line = hearer.out().awaitNew("sound of " + peer, text -> isHeard(text, peer));
        return peer(line, peer).orElseThrow();
    }

    /// Waits for a line in which a peer is silent, or away.
    static void awaitEnd(TuttiProcess hearer, String peer) {
        hearer.out().awaitNew("silence of " + peer, text -> !isHeard(text, peer));
    }

    static boolean isHeard(String line, String peer) {
        return peer(line, peer)
                .map(there -> there.at("streams").at(0))
                .filter(stream -> stream.at("playing").isTrue())
                .filter(stream -> stream.at("peak_db").number() > AUDIBLE_DB)
                .isPresent();
    }

    private static Optional<Json> peer(String line, String name) {
        Json peers =
                Json.parse(line).orElseThrow(() -> new AssertionError(line)).at("peers");
        for (int i = 0; peers.at(i).value() != null; i++) {
            if (peers.at(i).at("name").text().equals(name)) {
                return Optional.of(peers.at(i));
            }
        }
        return Optional.empty();
    }
}
