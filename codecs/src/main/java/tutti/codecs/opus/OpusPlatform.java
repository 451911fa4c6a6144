package tutti.codecs.opus;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What libopus is called on a kind of computer.
///
/// Immutable. Thread: any. RT-safe: no.
///
/// @param systemNames what to ask the system for, in this order
/// @param resource the library inside `opus-java-natives` 1.1.1; empty where it has none that this Java can load, as
///     for macOS on Apple's processors and Windows on ARM
record OpusPlatform(List<String> systemNames, Optional<String> resource) {
    OpusPlatform {
        systemNames = List.copyOf(systemNames);
    }

    static OpusPlatform ofThisComputer() {
        return of(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
    }

    /// The one that fits the system properties `os.name` and `os.arch`.
    static OpusPlatform of(String osName, String osArch) {
        String os = osName.toLowerCase(Locale.ROOT);
        boolean intel = osArch.equals("amd64") || osArch.equals("x86_64");
        boolean arm = osArch.equals("aarch64");
        if (os.startsWith("windows")) {
            return new OpusPlatform(List.of("opus.dll", "libopus-0.dll"), resource(intel, "win32-x86-64/libopus.dll"));
        }
        if (os.startsWith("mac")) {
            // The linker of macOS looks neither where Homebrew nor where MacPorts installs.
            return new OpusPlatform(
                    List.of(
                            "libopus.0.dylib",
                            "/opt/homebrew/lib/libopus.0.dylib",
                            "/usr/local/lib/libopus.0.dylib",
                            "/opt/local/lib/libopus.0.dylib"),
                    resource(intel, "darwin/libopus.dylib"));
        }
        boolean linux = os.startsWith("linux");
        return new OpusPlatform(
                List.of("libopus.so.0"),
                resource(linux && intel, "linux-x86-64/libopus.so")
                        .or(() -> resource(linux && arm, "linux-aarch64/libopus.so")));
    }

    private static Optional<String> resource(boolean fits, String name) {
        return fits ? Optional.of("natives/" + name) : Optional.empty();
    }
}
