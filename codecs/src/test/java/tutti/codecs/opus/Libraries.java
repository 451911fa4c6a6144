package tutti.codecs.opus;

import java.util.List;
import java.util.stream.Stream;

/// Both libraries that a test machine has to have: the one of the system and the one that comes along.
final class Libraries {
    private static final OpusPlatform HERE = OpusPlatform.ofThisComputer();

    /// In this order: see [OpusLibrary#ofSystem].
    private static final List<OpusLibrary> ALL = List.of(ofSystem(), bundled());

    private Libraries() {}

    /// For `@MethodSource`.
    static Stream<OpusLibrary> both() {
        return ALL.stream();
    }

    private static OpusLibrary ofSystem() {
        return OpusLibrary.ofSystem(HERE)
                .orElseThrow(() -> new IllegalStateException("These tests need the system's " + HERE.systemNames()
                        + ": install it (Debian, Ubuntu: apt install libopus0; macOS: brew install opus)."));
    }

    private static OpusLibrary bundled() {
        return OpusLibrary.bundled(HERE)
                .orElseThrow(() -> new IllegalStateException("The library inside opus-java-natives cannot be loaded."));
    }
}
