package tutti.engine.control.osc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.opentest4j.TestAbortedException;
import tutti.engine.control.tree.ControlTree;
import tutti.engine.control.tree.Leaf;
import tutti.engine.control.tree.Sampler;

/// The door with a real socket and the programs of others: liblo's oscsend and oscdump. The test steps the
/// door.
@Timeout(60)
class OscToolsTest {
    private static final long TURN_MS = 10;

    private final ControlTree tree = new ControlTree();
    private final Sampler sampler = new Sampler();

    @SuppressWarnings("NullAway.Init") // opened before each test
    private Selector selector;

    @SuppressWarnings("NullAway.Init") // opened before each test
    private OscServer server;

    private volatile double gainDb = -6;
    private boolean isMuted;
    private int starts;

    @BeforeEach
    void open() throws IOException {
        tree.mount(Leaf.real("/strip/bob/gain", -144, 10).bind(() -> gainDb, db -> gainDb = db));
        tree.mount(Leaf.toggle("/strip/bob/mute").bind(() -> isMuted, isOn -> isMuted = isOn));
        tree.mount(Leaf.command("/record/start").bind(() -> starts++));
        selector = Selector.open();
        server = OscServer.open(
                new OscServer.Settings(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), _ -> false, "token", 4),
                tree,
                sampler,
                System::nanoTime,
                Instant::now,
                selector);
    }

    @AfterEach
    void close() throws IOException {
        server.close();
        selector.close();
    }

    private int step() throws IOException {
        selector.select(TURN_MS);
        selector.selectedKeys().clear();
        int done = server.receive();
        sampler.nextTurn();
        server.turn(System.nanoTime());
        return done;
    }

    private static void requireTools() {
        for (String tool : List.of("oscsend", "oscdump")) {
            if (!Files.isExecutable(Path.of("/usr/bin", tool))) {
                String why = "There is no " + tool + ": install liblo-tools (Debian, Ubuntu: apt install liblo-tools).";
                if ("true".equals(System.getenv("CI"))) {
                    throw new AssertionError(why);
                }
                System.err.println("!!! NOT TESTED: OSC with programs of others. " + why);
                throw new TestAbortedException(why);
            }
        }
    }

    private void oscsend(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of("oscsend", "127.0.0.1", "" + server.address().getPort()));
        command.addAll(List.of(words));
        assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor());
        long before = server.counters().received();
        while (server.counters().received() == before) {
            step();
        }
    }

    @Test
    void shouldDoWhatOscsendSays() throws Exception {
        requireTools();
        oscsend("/strip/bob/gain", "f", "-12.5");
        assertEquals(-12.5, gainDb);
        oscsend("/strip/*/gain", "i", "-3");
        assertEquals(-3, gainDb);
        oscsend("/strip/bob/gain", "s", "-inf");
        assertEquals(-144, gainDb);
        oscsend("/strip/bob/mute", "T");
        assertTrue(isMuted);
        oscsend("/strip/bob/mute", "N");
        assertEquals(false, isMuted);
        oscsend("/record/start");
        assertEquals(1, starts);
    }

    /// oscdump only listens, so a socket on its port subscribes for it, as a surface does for itself.
    @Test
    void shouldShowOscdumpWhatChanges() throws Exception {
        requireTools();
        int port;
        try (DatagramSocket surface = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            port = surface.getLocalPort();
            OscWriter writer = new OscWriter(128);
            writer.add("/xremote");
            ByteBuffer packet = writer.packet();
            byte[] bytes = new byte[packet.remaining()];
            packet.get(bytes);
            surface.send(new DatagramPacket(bytes, bytes.length, server.address()));
            while (server.counters().received() == 0) {
                step();
            }
        }
        Process dump = new ProcessBuilder("oscdump", "-L", "" + port).start();
        try (BufferedReader lines = dump.inputReader()) {
            // Until it hears something: a heartbeat comes every second, a change at once.
            double db = 0;
            while (!lines.ready()) {
                gainDb = db--;
                step();
            }
            String line = lines.readLine();
            while (!line.contains("/strip/bob/gain f")) {
                gainDb = db--;
                step();
                line = lines.ready() ? lines.readLine() : line;
            }
        } finally {
            dump.destroy();
        }
    }

    /// A million messages from one who never reads: memory stays, the door still answers.
    @Test
    void shouldOutliveAFlood() throws Exception {
        try (DatagramSocket flood = new DatagramSocket()) {
            OscWriter writer = new OscWriter(128);
            writer.add("//*");
            ByteBuffer packet = writer.packet();
            byte[] question = new byte[packet.remaining()];
            packet.get(question);
            DatagramPacket datagram = new DatagramPacket(question, question.length, server.address());
            for (int i = 0; i < 1_000_000; i++) {
                flood.send(datagram);
                if (i % 256 == 0) {
                    step();
                }
            }
        }
        OscCounters counters = server.counters();
        assertTrue(counters.received() > 100_000, counters.toString());
        shouldAnswerASocket();
    }

    private void shouldAnswerASocket() throws IOException {
        try (DatagramSocket surface = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            OscWriter writer = new OscWriter(128);
            writer.add("/strip/bob/gain");
            ByteBuffer packet = writer.packet();
            byte[] bytes = new byte[packet.remaining()];
            packet.get(bytes);
            surface.send(new DatagramPacket(bytes, bytes.length, server.address()));
            while (step() > 0) {
                // What the flood left behind it, and this.
            }
            DatagramPacket answer = new DatagramPacket(new byte[1500], 1500);
            surface.receive(answer);
            List<String> said = new ArrayList<>();
            assertTrue(OscReader.read(
                    ByteBuffer.wrap(answer.getData(), 0, answer.getLength()),
                    (_, address, arguments) -> said.add(address + arguments)));
            assertEquals(List.of("/strip/bob/gain[Real[number=-6.0]]"), said);
        }
    }
}
