package tutti.engine.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Mistakes on the command line: one sentence that says what to do, exit code 2, nothing left behind.
final class CommandLineTest {
    private static final String SECRET = "AAECAwQFBgcICQoLDA0ODw";
    private static final String INVITE = "tutti://127.0.0.1:9/direct#" + SECRET;

    @TempDir
    private Path folder;

    /// What a command left behind.
    private record Outcome(int exitCode, String out, String err) {
        static Outcome of(List<String> arguments) {
            StringWriter out = new StringWriter();
            StringWriter err = new StringWriter();
            int exitCode =
                    Main.run(arguments.toArray(String[]::new), new PrintWriter(out, true), new PrintWriter(err, true));
            return new Outcome(exitCode, out.toString(), err.toString());
        }

        /// Exactly one sentence with these words in it, and nothing else.
        void assertMistake(String words) {
            assertEquals(2, exitCode, err);
            assertEquals("", out);
            assertTrue(err.matches("tutti: [^\\n]*\\.\\n"), "not one sentence: " + err);
            assertTrue(err.contains(words), err);
            assertFalse(err.contains(SECRET), "the secret is shown: " + err);
        }
    }

    /// Words separated by spaces; `CONFIG` becomes a folder of the test's own.
    private Outcome tutti(String commandLine) {
        List<String> arguments = new ArrayList<>();
        for (String word : commandLine.split(" ", -1)) {
            arguments.add(word.equals("''") ? "" : word.replace("FOLDER", folder.toString()));
        }
        return Outcome.of(arguments);
    }

    /// A host with what it needs, unless the options say it.
    private Outcome host(String options) {
        StringBuilder commandLine = new StringBuilder("host --direct ").append(options);
        for (String usual :
                List.of("--name alice", "--driver virtual", "--listen 127.0.0.1:0", "--config FOLDER/config")) {
            if (!options.contains(usual.substring(0, usual.indexOf(' ')))) {
                commandLine.append(' ').append(usual);
            }
        }
        return tutti(commandLine.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "frobnicate, frobnicate",
        "--frobnicate, --frobnicate",
        "host --name alice --frobnicate, --frobnicate",
        "join, INVITE",
        "host --direct, --name",
        "host --name alice --direct --room https://127.0.0.1:9/, leave out --room",
        "host --name alice --room nonsense, https://",
        "host --name alice --turn turn:127.0.0.1:9, --turn-secret-file go together",
        "join " + INVITE + ", --name",
        "join " + INVITE + " --name bob " + INVITE + ", 127.0.0.1:9/direct#...",
        "host --name alice " + INVITE + ", 127.0.0.1:9/direct#...",
    })
    void shouldExplainAWrongCommand(String commandLine, String words) {
        tutti(commandLine).assertMistake(words);
    }

    @ParameterizedTest
    @CsvSource({
        "--name '', 1 to 32 letters",
        "--name a/b, 1 to 32 letters",
        "--name a:b, 1 to 32 letters",
        "--track guitar, NAME:CHANNELS",
        "--track :2, NAME:CHANNELS",
        "--track guitar:many, NAME:CHANNELS",
        "--track guitar:0, 1 to 64 channels",
        "--track guitar:65, 1 to 64 channels",
        "--track gui/tar:1, 1 to 32 letters",
        "--track a:1 --track a:2, rename one",
        "--codec mp3, choose one of",
        "--codec opus --track all:3, which carries 2",
        "--codec opus --bitrate 47, 48 to 510 kbit/s",
        "--codec opus --bitrate 511, 48 to 510 kbit/s",
        "--codec opus --bitrate high, --bitrate",
        "--codec opus --opus-frame 20, '2.5, 5 or 10 ms'",
        "--codec opus --rate 44100, run it at 48000 Hz",
        "--bitrate 128, add --codec opus",
        "--codec L16 --opus-frame 5, add --codec opus",
        "--buffer soon, auto or 0 to 500",
        "--buffer -1, auto or 0 to 500",
        "--buffer 501, auto or 0 to 500",
        "--buffer NaN, auto or 0 to 500",
        "--max-bandwidth 10, 64 to 10000000 kbit/s",
        "--max-bandwidth 0, leave it out",
        "--max-bandwidth much, --max-bandwidth",
        "--max-bandwidth 2000 --no-adapt, not both",
        "--stats 0, 0.05 to 3600",
        "--stats often, --stats",
        "--osc loud, port from 0 to 65535",
        "--osc 65536, port from 0 to 65535",
        "--listen nowhere, ADDRESS:PORT",
        "--listen 127.0.0.1:99999, 0 to 65535",
        "--listen ::1:4464, ADDRESS:PORT",
        "--listen no-such-host.invalid:4464, no-such-host.invalid",
        "--listen 192.0.2.1:0, not an address of this computer",
        "--advertise 127.0.0.1, ADDRESS:PORT",
        "--advertise 127.0.0.1:0, port from 1 to 65535",
        "--driver coreaudio, choose --driver jack",
        "--rate 5, 8\\,000 to 384\\,000",
        "--rate fast, --rate",
        "--period 0, 1 to 8192",
        "--period 10000, 1 to 8192",
        "--drift 2000, 1\\,000 ppm",
        "--in FOLDER/nothing.wav, nothing.wav",
        "--out FOLDER/no/folder/out.wav, out.wav",
        "--config /dev/null, choose another folder",
        "--invite-file FOLDER/no/folder/invite, choose another --invite-file",
    })
    void shouldExplainABadValue(String options, String words) throws IOException {
        String given = options.contains("--invite-file") ? options : "--invite-file FOLDER/invite " + options;
        host(given).assertMistake(words.replace("\\", ""));
        assertFalse(Files.exists(folder.resolve("invite")), "an invite that leads nowhere");
        try (var files = Files.list(folder)) {
            assertTrue(files.noneMatch(file -> file.toString().endsWith(".wav")), "a WAV file is left");
        }
    }

    @Test
    void shouldRefuseMoreTracksThanADescriptionHolds() {
        StringBuilder options = new StringBuilder();
        for (int i = 0; i < 17; i++) {
            options.append("--track t").append(i).append(":1 ");
        }
        host(options.toString().strip()).assertMistake("16 tracks");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hello | begins with tutti://",
                "http://127.0.0.1:9/direct#" + SECRET + " | begins with tutti://",
                "tutti://127.0.0.1:9/direct | no secret",
                "tutti://127.0.0.1:9/direct# | no secret",
                "tutti://127.0.0.1:9/direct#short | secret",
                "tutti://127.0.0.1:9/direct#" + SECRET + "! | secret",
                "tutti://127.0.0.1:9#" + SECRET + " | what it leads to",
                "tutti://127.0.0.1:9/room#" + SECRET + " | newer version",
                "tutti://127.0.0.1/direct#" + SECRET + " | no port",
                "tutti://127.0.0.1:0/direct#" + SECRET + " | 1 to 65535",
                "tutti://127.0.0.1:66000/direct#" + SECRET + " | 1 to 65535",
                "tutti://127.0.0.1:x/direct#" + SECRET + " | 1 to 65535",
                "tutti://::1:9/direct#" + SECRET + " | brackets",
                "tutti://[10.0.0.1]:9/direct#" + SECRET + " | brackets",
                "tutti://:9/direct#" + SECRET + " | not a name or an address",
                "tutti://no-such-host.invalid:9/direct#" + SECRET + " | no host called",
            })
    void shouldExplainAMalformedInvite(String invite, String words) {
        tutti("join " + invite + " --name bob --driver virtual --config FOLDER/config")
                .assertMistake(words);
        assertFalse(Files.exists(folder.resolve("config")), "settings are left");
    }

    @Test
    void shouldExplainATakenPort() throws IOException {
        try (DatagramSocket taken = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            host("--listen 127.0.0.1:" + taken.getLocalPort() + " --invite-file FOLDER/invite --out FOLDER/out.wav")
                    .assertMistake("is taken by another program");
        }
        assertFalse(Files.exists(folder.resolve("invite")));
        assertFalse(Files.exists(folder.resolve("out.wav")));
    }

    /// The port of a command that failed later is free again.
    @Test
    void shouldGiveThePortBackAfterAMistake() throws IOException {
        int port;
        try (DatagramSocket free = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            port = free.getLocalPort();
        }
        host("--listen 127.0.0.1:" + port + " --driver coreaudio").assertMistake("coreaudio");
        try (DatagramSocket again = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
            assertEquals(port, again.getLocalPort());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "RIFF", "This is not a sound file, but a text of more than forty-four bytes' length."})
    void shouldExplainAWavThatIsNotOne(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("song.wav"), content);
        host("--in " + file + " --invite-file FOLDER/invite").assertMistake("song.wav");
        assertFalse(Files.exists(folder.resolve("invite")));
    }

    /// A mistyped name must not cost a file.
    @Test
    void shouldNotOverwriteAFileThatHoldsNoInvite() throws IOException {
        Path file = Files.writeString(folder.resolve("score.txt"), "Four bars of rest.\n");
        host("--invite-file " + file).assertMistake("choose another --invite-file");
        assertEquals("Four bars of rest.\n", Files.readString(file));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--room hello | begins with tutti://",
                "--room " + INVITE + " | leads to a player",
                "--room tutti://127.0.0.1:9/abcdefghijklmnop#" + SECRET + ".x | fingerprint",
                "--room https://127.0.0.1:9/#x | fingerprint",
                "--room https://127.0.0.1:9/a/path | no path",
                "--stun 127.0.0.1 | ADDRESS:PORT",
                "--stun no-such-host.invalid:3478 | no address called",
                "--frobnicate | --frobnicate",
            })
    void shouldExplainWhatCannotBeChecked(String options, String words) {
        tutti("check " + options).assertMistake(words);
    }

    @Test
    void shouldSayWhichVersionItIs() {
        Outcome outcome = tutti("version");
        assertEquals(0, outcome.exitCode());
        assertTrue(
                outcome.out().matches("tutti \\d+\\.\\d+\\.\\d+ \\(Java .*\\)\\ROpus: libopus .*\\)\\R"),
                outcome.out());
        assertEquals(outcome.out(), tutti("--version").out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "host --help", "join --help", "check --help"})
    void shouldShowHelp(String commandLine) {
        Outcome outcome = tutti(commandLine);
        assertEquals(0, outcome.exitCode());
        assertTrue(outcome.out().contains("Usage: tutti"), outcome.out());
        assertEquals("", outcome.err());
    }
}
