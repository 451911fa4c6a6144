package tutti.codecs.opus;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/// The libopus that this process uses: the system's if it is of version 1.4 or later, else the one that Tutti brings
/// along (libopus 1.1.2 of 2016, out of `opus-java-natives`), else an older one of the system's.
///
/// It is looked for once, when it is first needed: that opens a shared library, and may write one to a temporary file
/// that only its owner can read. Immutable. Thread: any. RT-safe: no.
public final class OpusLibrary {
    private final LibOpus functions;
    private final String origin;
    private final String versionText;

    OpusLibrary(LibOpus functions, String origin, String versionText) {
        this.functions = functions;
        this.origin = origin;
        this.versionText = versionText;
    }

    private OpusLibrary(LibOpus functions, String origin) {
        this(functions, origin, functions.version());
    }

    /// The library; empty if there is none, for which [#absence] has the words.
    public static Optional<OpusLibrary> find() {
        return Once.FOUND;
    }

    /// Which library is used and where it comes from, for example `libopus 1.5.2 (libopus.so.0)`, `libopus 1.1.2
    /// (bundled)` or `none`.
    public static String description() {
        return find().map(OpusLibrary::toString).orElse("none");
    }

    /// For people: why there is no Opus, and what to do.
    public static String absence() {
        return absence(OpusPlatform.ofThisComputer());
    }

    static String absence(OpusPlatform platform) {
        return "Opus needs the library " + platform.systemNames().getFirst() + ", which is not on this computer, and "
                + (platform.resource().isPresent()
                        ? "the one that comes with Tutti cannot be loaded"
                        : "none for it comes with Tutti")
                + "; install it (Debian, Ubuntu: apt install libopus0; macOS: brew install opus), or choose --codec L16"
                + " or another one.";
    }

    /// The preference: see above.
    static Optional<OpusLibrary> choose(Optional<OpusLibrary> system, Supplier<Optional<OpusLibrary>> bundled) {
        return system.filter(OpusLibrary::isRecent).or(bundled).or(() -> system);
    }

    /// The first of the system's libraries that can be loaded. To be called before [#bundled]: the system's linker
    /// takes a library for the one it is asked for by the name inside it, and would answer with the bundled one.
    static Optional<OpusLibrary> ofSystem(OpusPlatform platform) {
        return platform.systemNames().stream()
                .flatMap(name -> LibOpus.load(name).map(functions -> new OpusLibrary(functions, name)).stream())
                .findFirst();
    }

    /// The library that comes with Tutti; empty if there is none for this computer, or it cannot be loaded.
    static Optional<OpusLibrary> bundled(OpusPlatform platform) {
        return platform.resource().flatMap(OpusLibrary::unpack).map(functions -> new OpusLibrary(functions, "bundled"));
    }

    private static Optional<LibOpus> unpack(String resource) {
        // The resource lies in no package of a module's, hence the loader finds it on the module path and the class
        // path.
        try (InputStream bytes = OpusLibrary.class.getClassLoader().getResourceAsStream(resource)) {
            if (bytes == null) {
                return Optional.empty();
            }
            Path folder = Files.createTempDirectory("tutti-opus");
            Path file = folder.resolve(resource.substring(resource.lastIndexOf('/') + 1));
            try {
                Files.copy(bytes, file);
                return LibOpus.load(file);
            } finally {
                // What is loaded stays loaded; only Windows keeps the file until the process is gone.
                if (!file.toFile().delete() || !folder.toFile().delete()) {
                    folder.toFile().deleteOnExit();
                    file.toFile().deleteOnExit();
                }
            }
        } catch (IOException noRoomForIt) {
            return Optional.empty();
        }
    }

    private boolean isRecent() {
        return OpusVersion.parse(versionText)
                .filter(version -> version.compareTo(OpusVersion.RECENT) >= 0)
                .isPresent();
    }

    LibOpus functions() {
        return functions;
    }

    @Override
    public String toString() {
        return versionText + " (" + origin + ")";
    }

    /// Filled when it is first asked for.
    private static final class Once {
        static final Optional<OpusLibrary> FOUND = search(OpusPlatform.ofThisComputer());

        private static Optional<OpusLibrary> search(OpusPlatform platform) {
            return choose(ofSystem(platform), () -> bundled(platform));
        }
    }
}
