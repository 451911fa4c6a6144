package tutti.codecs.opus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpusLibraryTest {
    private static final OpusPlatform NOWHERE =
            new OpusPlatform(List.of("libopus-of-nobody.so.0"), Optional.of("natives/nowhere/libopus.so"));

    @ParameterizedTest
    @CsvSource({
        "libopus 1.3.1, 1, 3",
        "libopus 1.1.2, 1, 1",
        "libopus 1.1-126-g76e831d, 1, 1",
        "libopus 1.4, 1, 4",
        "libopus 1.5.2-fixed, 1, 5",
        "libopus 1.10-rc1, 1, 10",
        "libopus 2.0, 2, 0"
    })
    void shouldReadVersions(String text, int major, int minor) {
        assertEquals(Optional.of(new OpusVersion(major, minor)), OpusVersion.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "libopus unknown",
                "libopus",
                "libopus 1",
                "libopus .3",
                "libopus x1.3",
                "libvorbis 1.3.7",
                "libopus 99999999999.1",
                "libopus 1.99999999999",
                "1.3.1"
            })
    void shouldMakeNothingOfOtherTexts(String text) {
        assertEquals(Optional.empty(), OpusVersion.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "libopus 1.4, true",
        "libopus 1.5.2, true",
        "libopus 2.0, true",
        "libopus 1.3.1, false",
        "libopus 1.1.2, false",
        "libopus unknown, false"
    })
    void shouldPreferTheSystemsLibraryWhenItIsRecent(String version, boolean preferred) {
        OpusLibrary system = named("system", version);
        OpusLibrary bundled = named("bundled", "libopus 1.1.2");

        assertSame(
                preferred ? system : bundled,
                OpusLibrary.choose(Optional.of(system), () -> Optional.of(bundled))
                        .orElseThrow());
    }

    @Test
    void shouldTakeWhatThereIs() {
        OpusLibrary old = named("system", "libopus 1.3.1");
        OpusLibrary bundled = named("bundled", "libopus 1.1.2");

        assertSame(old, OpusLibrary.choose(Optional.of(old), Optional::empty).orElseThrow());
        assertSame(
                bundled,
                OpusLibrary.choose(Optional.empty(), () -> Optional.of(bundled)).orElseThrow());
        assertEquals(Optional.empty(), OpusLibrary.choose(Optional.empty(), Optional::empty));
    }

    @Test
    void shouldFindALibraryHereAndSayWhich() {
        List<OpusLibrary> both = Libraries.both().toList();

        assertTrue(both.getFirst().toString().matches("libopus 1\\..* \\(libopus.*\\)"), both.toString());
        assertTrue(both.getLast().toString().matches("libopus 1\\.1.* \\(bundled\\)"), both.toString());
        assertTrue(both.stream().anyMatch(library -> library.toString().equals(OpusLibrary.description())));
        assertSame(
                OpusLibrary.find().orElseThrow(), OpusCodec.find().orElseThrow().library());
    }

    @Test
    void shouldDoWithoutWhereThereIsNone() {
        assertEquals(Optional.empty(), OpusLibrary.ofSystem(NOWHERE));
        assertEquals(Optional.empty(), OpusLibrary.bundled(NOWHERE));
        // A file that is no library, and a library that is not this one.
        assertEquals(Optional.empty(), LibOpus.load(Path.of("pom.xml")));
        assertEquals(Optional.empty(), LibOpus.load(System.mapLibraryName("no-such-library")));
    }

    @Test
    void shouldSayInOneSentenceWhyThereIsNoOpusAndWhatToDo() {
        assertEquals(
                "Opus needs the library libopus-of-nobody.so.0, which is not on this computer, and the one that comes"
                        + " with Tutti cannot be loaded; install it (Debian, Ubuntu: apt install libopus0; macOS: brew"
                        + " install opus), or choose --codec L16 or another one.",
                OpusLibrary.absence(NOWHERE));
        assertTrue(
                OpusLibrary.absence(OpusPlatform.of("Mac OS X", "aarch64")).contains("none for it comes with Tutti"));
    }

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, libopus.so.0, natives/linux-x86-64/libopus.so",
        "Linux, aarch64, libopus.so.0, natives/linux-aarch64/libopus.so",
        "Mac OS X, x86_64, libopus.0.dylib, natives/darwin/libopus.dylib",
        "Windows 11, amd64, opus.dll, natives/win32-x86-64/libopus.dll"
    })
    void shouldBringALibraryAlongForThesePlatforms(String os, String arch, String systemName, String resource) {
        OpusPlatform platform = OpusPlatform.of(os, arch);

        assertEquals(systemName, platform.systemNames().getFirst());
        assertEquals(Optional.of(resource), platform.resource());
        assertTrue(OpusLibrary.class.getClassLoader().getResource(resource) != null);
    }

    @ParameterizedTest
    @CsvSource({"Mac OS X, aarch64", "Windows 11, aarch64", "Linux, riscv64", "FreeBSD, amd64", "'', ''"})
    void shouldBringNoneAlongForOthers(String os, String arch) {
        assertEquals(Optional.empty(), OpusPlatform.of(os, arch).resource());
    }

    private static OpusLibrary named(String origin, String version) {
        return new OpusLibrary(Libraries.both().findFirst().orElseThrow().functions(), origin, version);
    }
}
