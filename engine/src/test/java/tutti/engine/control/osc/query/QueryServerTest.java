package tutti.engine.control.osc.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tutti.engine.control.osc.OscReader;
import tutti.engine.control.osc.OscWriter;
import tutti.engine.control.tree.Leaf;
import tutti.engine.control.tree.Value;

@Timeout(60)
class QueryServerTest {
    private static final String KNOWN = "Authorization: Bearer " + QueryRig.TOKEN + "\r\n";

    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: ([0-9]+)");

    private final QueryRig rig = new QueryRig();
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        http.shutdownNow();
        rig.close();
    }

    private int port() {
        return rig.server.address().getPort();
    }

    /// Sends a request as it is and reads the answer to its end.
    private String raw(String head) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.setSoTimeout(5_000);
            OutputStream out = socket.getOutputStream();
            out.write((head + "Connection: close\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            InputStream in = socket.getInputStream();
            StringBuilder answer = new StringBuilder();
            while (answer.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                assertTrue(next >= 0, () -> "cut short: " + answer);
                answer.append((char) next);
            }
            Matcher length = LENGTH.matcher(answer);
            int numBytes = length.find() ? Integer.parseInt(length.group(1)) : 0;
            return answer + new String(in.readNBytes(numBytes), StandardCharsets.UTF_8);
        }
    }

    private String get(String target) throws IOException {
        return raw("GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1:" + port() + "\r\n" + KNOWN);
    }

    private static String status(String answer) {
        return answer.substring("HTTP/1.1 ".length(), "HTTP/1.1 ".length() + 3);
    }

    private static String body(String answer) {
        return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/strip/bob/gain?VALUE | 200 | {\"VALUE\":[-6.0]}",
                "/strip/bob/gain?RANGE | 200 | {\"RANGE\":[{\"MIN\":-144.0,\"MAX\":10.0}]}",
                "/strip/bob/gain?CLIPMODE | 200 | {\"CLIPMODE\":[\"both\"]}",
                "/strip/bob/gain?ACCESS | 200 | {\"ACCESS\":3}",
                "/strip/bob/gain?TYPE | 200 | {\"TYPE\":\"f\"}",
                "/strip/bob/gain?UNIT | 200 | {\"UNIT\":[\"gain.db\"]}",
                "/strip/bob/gain?DESCRIPTION | 200 | {\"DESCRIPTION\":\"Sets the level.\"}",
                "/strip/bob/gain?TAGS | 200 | {\"TAGS\":[\"gain\"]}",
                "/send/codec?RANGE | 200 | {\"RANGE\":[{\"VALS\":[\"L16\",\"L24\"]}]}",
                "/engine/name?VALUE | 200 | {\"VALUE\":[\"alice \\\"quoted\\\"\"]}",
                "/record/start?VALUE | 204 | ``",
                "/strip/bob/mute?RANGE | 204 | ``",
                "/strip?VALUE | 204 | ``",
                "/strip/bob/gain?HTML | 204 | ``",
                "/strip/bob/gain?COLOUR | 400 | ``",
                "/strip/carol | 404 | ``",
                "/strip/%zz | 400 | ``",
            })
    void shouldAnswerForOneAttribute(String target, String status, String body) throws IOException {
        String answer = get(target);
        assertEquals(status, status(answer), answer);
        if (!status.equals("400")) {
            assertEquals(body, body(answer).strip());
        }
    }

    @Test
    void shouldDescribeAll() throws IOException {
        String all = body(get("/"));
        assertTrue(all.startsWith("{\"FULL_PATH\":\"/\",\"ACCESS\":0,\"CONTENTS\":{\"engine\":"), all);
        assertTrue(all.contains("\"start\":{\"FULL_PATH\":\"/record/start\",\"TYPE\":\"I\",\"ACCESS\":2,"), all);
        assertTrue(body(get("/strip?HOST_INFO")).contains("\"WS_PORT\":" + port()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "rebound.example | `` | 403",
                "rebound.example | http://rebound.example | 403",
                "127.0.0.1.example | `` | 403",
                "localhost | https://evil.example | 403",
                "localhost | null | 403",
                "localhost | `` | 200",
                "localhost | http://localhost | 200",
                "[::1] | `` | 200",
                "desk.local | `` | 200",
                "STUDIO.example | `` | 200",
            })
    void shouldKnowForeignNamesAndPages(String host, String origin, String status) throws IOException {
        String request = "GET /?HOST_INFO HTTP/1.1\r\nHost: " + host + "\r\n" + KNOWN
                + (origin.isEmpty() ? "" : "Origin: " + origin + "\r\n");
        String answer = raw(request);
        assertEquals(status, status(answer), answer);
        if (status.equals("403")) {
            assertEquals("403", status(raw(request + upgrade())));
        }
    }

    private static String upgrade() {
        return "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
    }

    @Test
    void shouldLetNobodyInWithoutTheToken() throws IOException {
        String request = "GET / HTTP/1.1\r\nHost: localhost\r\n";
        assertEquals("401", status(raw(request)));
        assertEquals("401", status(raw(request + "Authorization: Bearer 0123456789abcdeX\r\n")));
        assertEquals("401", status(raw(request + "Authorization: Bearer \r\n")));
        assertEquals("405", status(raw("PUT" + request.substring(3) + KNOWN)));
        assertEquals(3, rig.counters.turnedAway());
        assertEquals(0, rig.starts.get());
    }

    /// A WebSocket that writes down what comes.
    private final class Client implements WebSocket.Listener {
        final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        final WebSocket socket;
        private final boolean isReading;

        Client(boolean isReading, String... protocols) {
            this.isReading = isReading;
            WebSocket.Builder builder = http.newWebSocketBuilder();
            if (protocols.length == 0) {
                builder.header("Authorization", "Bearer " + QueryRig.TOKEN);
            } else {
                builder.subprotocols(
                        protocols[0],
                        List.of(protocols).subList(1, protocols.length).toArray(new String[0]));
            }
            this.socket = builder.buildAsync(URI.create("ws://127.0.0.1:" + port() + "/"), this)
                    .join();
        }

        @Override
        public void onOpen(WebSocket opened) {
            if (isReading) {
                opened.request(Long.MAX_VALUE);
            }
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence text, boolean isLast) {
            heard.add(text.toString());
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer packet, boolean isLast) {
            OscReader.read(
                    packet,
                    (_, address, arguments) -> heard.add(address
                            + arguments.stream().map(each -> " " + each.words()).reduce("", String::concat)));
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            heard.add("closed " + code);
            return null;
        }

        void say(String text) {
            socket.sendText(text, true).join();
        }

        void osc(String address, Value... values) {
            OscWriter writer = new OscWriter(4_096);
            writer.add(address, values);
            socket.sendBinary(writer.packet(), true).join();
        }

        void await(String wanted) throws InterruptedException {
            for (String next = heard.take(); !next.equals(wanted); next = heard.take()) {}
        }
    }

    @Test
    void shouldListenToOneNodeAndIgnoreIt() throws InterruptedException {
        Client client = new Client(true);
        client.say("{\"COMMAND\":\"LISTEN\",\"DATA\":\"/strip/bob/gain\"}");
        assertEquals("/strip/bob/gain -6.0", client.heard.take(), "at once");
        rig.gainDb = -3;
        assertEquals("/strip/bob/gain -3.0", client.heard.take());
        client.osc("/strip/bob/gain", Value.of(-12.0));
        client.osc("/strip/bob/gain", Value.of(99.0));
        assertEquals("/strip/bob/gain 10.0", client.heard.take(), "no echo but of what came out otherwise");
        client.osc("/strip/bob/peak", Value.of(1.0));
        assertEquals("/tutti/error /strip/bob/peak /strip/bob/peak is only read.", client.heard.take());
        assertEquals("/strip/bob/peak -20.0", client.heard.take());
        client.say("{\"COMMAND\":\"IGNORE\",\"DATA\":\"/strip/bob/gain\"}");
        rig.gainDb = 0;
        client.osc("/strip/bob/mute");
        assertEquals("/strip/bob/mute off", client.heard.take());
    }

    @Test
    void shouldTellShapeAndPatterns() throws InterruptedException {
        Client client = new Client(true, Doorkeeper.SUB_PROTOCOL, "tutti.token." + QueryRig.TOKEN);
        assertEquals(Doorkeeper.SUB_PROTOCOL, client.socket.getSubprotocol());
        client.say("{\"COMMAND\":\"TUTTI_SUBSCRIBE\",\"DATA\":{\"PATTERN\":\"/strip/*/gain\",\"HZ\":60}}");
        assertEquals("/strip/bob/gain -6.0", client.heard.take());
        var carol = rig.tree.mount(
                "/strip/carol", List.of(Leaf.real("/strip/carol/gain", -144, 10).bind(() -> 1.5)));
        assertEquals("{\"COMMAND\":\"PATH_ADDED\",\"DATA\":\"/strip/carol\"}", client.heard.take());
        assertEquals("/strip/carol/gain 1.5", client.heard.take());
        carol.close();
        assertEquals("{\"COMMAND\":\"PATH_REMOVED\",\"DATA\":\"/strip/carol\"}", client.heard.take());
    }

    @Test
    void shouldBearRubbish() throws InterruptedException, IOException {
        Random random = new Random(5);
        Client client = new Client(true);
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            if (bytes.length > 4 && random.nextBoolean()) {
                bytes[0] = (byte) (random.nextBoolean() ? '/' : '#');
            }
            client.socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
        }
        for (String text : List.of(
                "",
                "[",
                "{\"COMMAND\":".repeat(1_000),
                "[".repeat(10_000),
                "{\"COMMAND\":\"LISTEN\",\"COMMAND\":\"LISTEN\",\"DATA\":\"/\"}",
                "{\"COMMAND\":\"LISTEN\",\"DATA\":{\"a\":{\"b\":{\"c\":{\"d\":1}}}}}",
                "{\"COMMAND\":\"TUTTI_SUBSCRIBE\",\"DATA\":{\"PATTERN\":\"//*\",\"HZ\":1e999999}}")) {
            client.say(text);
        }
        client.osc("/strip/bob/gain");
        client.await("/strip/bob/gain -6.0");
        assertTrue(rig.counters.malformed() > 1_000, "dropped " + rig.counters.malformed());
        assertEquals("200", status(get("/")));
    }

    @Test
    void shouldEndWhoSaysTooMuchAtOnce() throws InterruptedException, IOException {
        Client client = new Client(true);
        var _ = client.socket.sendText("x".repeat(2 * QueryCommand.MAX_CHARS), true);
        assertTrue(client.heard.take().startsWith("closed"));
        assertEquals("200", status(get("/")));
    }

    /// It asks and asks and reads nothing: what waits for it is bounded, and it is sent away.
    @Test
    void shouldPartFromWhoDoesNotRead() throws IOException, InterruptedException {
        Client other = new Client(true);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            OutputStream out = socket.getOutputStream();
            out.write(("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n" + KNOWN + upgrade() + "\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
            OscWriter writer = new OscWriter(4_096);
            for (int i = 0; i < 100; i++) {
                writer.add("//*");
            }
            ByteBuffer packet = writer.packet();
            byte[] frame = new byte[8 + packet.remaining()];
            frame[0] = (byte) 0x82;
            frame[1] = (byte) (0x80 | 126);
            frame[2] = (byte) (packet.remaining() >> 8);
            frame[3] = (byte) packet.remaining();
            packet.get(frame, 8, packet.remaining());
            InputStream in = socket.getInputStream();
            assertEquals('H', in.read());
            boolean isEnded = false;
            for (int i = 0; i < 20_000 && !isEnded; i++) {
                try {
                    out.write(frame);
                    isEnded = i % 100 == 0 && rig.counters.notReading() > 0;
                } catch (IOException ended) {
                    isEnded = true;
                }
            }
            assertTrue(isEnded);
        }
        other.osc("/strip/bob/gain");
        assertEquals("/strip/bob/gain -6.0", other.heard.take());
    }

    @Test
    void shouldHaveSoManyPlaces() throws IOException {
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < QueryRig.MAX_CLIENTS; i++) {
            clients.add(new Client(true));
        }
        String answer = raw("GET / HTTP/1.1\r\nHost: localhost\r\n" + KNOWN + upgrade());
        assertEquals("503", status(answer), answer);
        assertEquals(QueryRig.MAX_CLIENTS, clients.size());
    }

    /// 100,000 messages of one client do not keep another one from being heard.
    @Test
    void shouldBearAFlood() throws InterruptedException {
        Client flood = new Client(true);
        Client other = new Client(true);
        OscWriter writer = new OscWriter(16_000);
        for (int i = 0; i < 200; i++) {
            writer.add("/strip/bob/gain", Value.of(-i / 10.0));
        }
        for (int i = 0; i < 500; i++) {
            flood.socket.sendBinary(writer.packet(), true).join();
        }
        other.osc("/strip/bob/mute", Value.of(true));
        other.osc("/strip/bob/mute");
        assertEquals("/strip/bob/mute on", other.heard.take());
        flood.osc("/strip/bob/gain");
        assertEquals("/strip/bob/gain -19.9", flood.heard.take());
    }
}
