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
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tutti.nat.stun.StunResponder;

/// The check on whatever computer this is: JACK may run or not, and there may be no network.
@Timeout(120)
class CheckCommandTest {
    /// No server has this name, so that the test does not meet the user's.
    private static final String NO_JACK = "tutti-test-nobody";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int check(String... options) {
        String[] words = new String[options.length + 3];
        words[0] = "check";
        words[1] = "--server";
        words[2] = NO_JACK;
        System.arraycopy(options, 0, words, 3, options.length);
        return Main.run(words, new PrintWriter(out, true), new PrintWriter(err, true));
    }

    private Map<String, Json.Node> findings() {
        return Json.object(out.toString()).at("findings").list().stream()
                .collect(Collectors.toMap(each -> each.at("id").string(), each -> each));
    }

    @Test
    void shouldSayWhatKeepsMusicFromPlaying() {
        assertEquals(1, check());
        String text = out.toString();
        assertTrue(text.startsWith("This computer\n  NO  "), text);
        assertTrue(text.contains("\nThe network\n"), text);
        assertTrue(text.contains("marked NO"), text);
        assertTrue(text.contains("tutti check --room INVITE"), text);
        assertEquals("", err.toString());
    }

    @Test
    void shouldSayWhetherARelayAnswers() throws IOException {
        try (DatagramSocket deaf = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            assertEquals(1, check("--json", "--turn", "turn:127.0.0.1:" + deaf.getLocalPort(), "--turn-secret", "s"));
        }
        assertEquals("warn", findings().get("relay").at("status").string());
        assertEquals(2, check("--turn", "turn:127.0.0.1:3478"));
        assertTrue(err.toString().contains("The TURN server's secret is missing"), err.toString());
    }

    @Test
    void shouldWriteOneJsonObject() {
        assertEquals(1, check("--json"));
        assertEquals(1, out.toString().lines().count());
        assertFalse(Json.object(out.toString()).at("ready").isTrue());
        Map<String, Json.Node> findings = findings();
        assertEquals("bad", findings.get("jack").at("status").string());
        assertEquals("good", findings.get("java").at("status").string());
        assertEquals("good", findings.get("srtp").at("status").string());
        assertTrue(findings.containsKey("network"));
        assertFalse(findings.containsKey("server"));
    }

    /// A server that speaks UDP and no TCP: nothing can be joined there.
    @Test
    void shouldTryTheWayToARoomServer() {
        try (StunResponder stun =
                StunResponder.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), System::nanoTime)) {
            int port = stun.localAddress().getPort();
            assertEquals(1, check("--json", "--room", "https://127.0.0.1:" + port + "/"));
            assertEquals("bad", findings().get("server").at("status").string());
            assertEquals("good", findings().get("udp").at("status").string());
            assertTrue(stun.counters().answered() > 0);
        }
    }

    @Test
    void shouldAskFurtherStunServers() {
        try (StunResponder stun =
                StunResponder.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), System::nanoTime)) {
            check("--json", "--stun", "127.0.0.1:" + stun.localAddress().getPort());
            assertEquals("good", findings().get("udp").at("status").string());
            assertFalse(findings().containsKey("server"));
        }
    }
}
