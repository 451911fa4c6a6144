package tutti.nat.portmap;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/// A router on loopback that speaks what a test wants it to: PCP, NAT-PMP, UPnP, or nonsense. It notes what it is
/// asked.
final class FakeRouter implements AutoCloseable {
    static final InetAddress ADDRESS = InetAddress.getLoopbackAddress();
    static final Duration ENOUGH = Duration.ofSeconds(10);
    static final Duration SHORT = Duration.ofMillis(100);

    private final DatagramSocket pcp = socket();
    private final DatagramSocket ssdp = socket();
    private final HttpServer http;

    /// What was asked, in words.
    final List<String> asked = new CopyOnWriteArrayList<>();

    /// Answers a datagram at the port of PCP and NAT-PMP.
    volatile Function<byte[], List<byte[]>> onPcp = request -> List.of();

    /// Answers a search.
    volatile Function<String, List<String>> onSearch = request -> List.of();

    /// The description.
    volatile Function<FakeRouter, String> description = FakeRouter::ordinaryDescription;

    /// Answers a command: status, then body.
    volatile Function<String, Reply> onCommand = body -> new Reply(500, "");

    /// The address that the router says it has.
    volatile String external = "203.0.113.9";

    volatile int epochS = 1_000;
    volatile int lifetimeS = 3_600;
    volatile int result;

    record Reply(int status, String body) {}

    FakeRouter() {
        try {
            http = HttpServer.create(new InetSocketAddress(ADDRESS, 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        http.createContext("/", this::onHttp);
        http.start();
        serve(pcp, request -> onPcp.apply(request));
        serve(
                ssdp,
                request -> onSearch.apply(new String(request, StandardCharsets.US_ASCII)).stream()
                        .map(text -> text.getBytes(StandardCharsets.US_ASCII))
                        .toList());
    }

    private static DatagramSocket socket() {
        try {
            return new DatagramSocket(new InetSocketAddress(ADDRESS, 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void serve(DatagramSocket socket, Function<byte[], List<byte[]>> handler) {
        Thread.ofVirtual().start(() -> {
            DatagramPacket packet = new DatagramPacket(new byte[2_000], 2_000);
            try {
                while (true) {
                    packet.setLength(2_000);
                    socket.receive(packet);
                    for (byte[] reply : handler.apply(Arrays.copyOf(packet.getData(), packet.getLength()))) {
                        socket.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
                    }
                }
            } catch (IOException closed) {
                return;
            }
        });
    }

    private void onHttp(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            boolean isCommand = exchange.getRequestMethod().equals("POST");
            if (isCommand) {
                String action = exchange.getRequestHeaders().getFirst("SOAPAction");
                asked.add(action.substring(action.indexOf('#') + 1).replace("\"", "") + " " + numbers(body));
            } else {
                asked.add("GET " + exchange.getRequestURI());
            }
            Reply reply = isCommand ? onCommand.apply(body) : new Reply(200, description.apply(this));
            byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
            if (reply.status() == 302) {
                exchange.getResponseHeaders().set("Location", reply.body());
            }
            exchange.sendResponseHeaders(reply.status(), 0);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        }
    }

    private static String numbers(String body) {
        return body.replaceAll("(?s).*<u:[^>]*>(.*)</u:.*", "$1")
                .replaceAll("<New(\\w+)>([^<]*)</New\\w+>", "$1=$2 ")
                .strip();
    }

    RouterPorts ports(Duration direct, Duration upnp) {
        return new RouterPorts(
                pcp.getLocalPort(),
                ssdp.getLocalPort(),
                List.of(),
                direct,
                upnp,
                direct.multipliedBy(2).plus(upnp));
    }

    String httpUrl() {
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    /// Speaks PCP as it should.
    void speakPcp() {
        onPcp = request -> {
            if (request[0] != 2) {
                return List.of(ByteBuffer.allocate(24)
                        .put((byte) 2)
                        .put((byte) 0x80)
                        .putShort((short) 1)
                        .array());
            }
            ByteBuffer in = ByteBuffer.wrap(request);
            if (request.length == 24) {
                return List.of(ByteBuffer.allocate(24)
                        .put((byte) 2)
                        .put((byte) 0x80)
                        .putInt(8, epochS)
                        .array());
            }
            asked.add("PCP " + request[36] + " " + in.getShort(40) + " " + in.getShort(42) + " " + in.getInt(4));
            byte[] reply = request.clone();
            ByteBuffer out = ByteBuffer.wrap(reply);
            reply[1] |= (byte) 0x80;
            reply[3] = (byte) result;
            out.putInt(4, in.getInt(4) == 0 ? 0 : lifetimeS).putInt(8, epochS).put(12, new byte[12]);
            out.putShort(42, in.getShort(42) == 0 ? 40_000 - 65_536 : in.getShort(42));
            out.position(56).put(InetAddress.ofLiteral(external).getAddress());
            return List.of(reply);
        };
    }

    /// Speaks NAT-PMP as it should, and says so when asked in PCP.
    void speakNatPmp() {
        onPcp = request -> {
            ByteBuffer in = ByteBuffer.wrap(request);
            if (request[0] != 0) {
                return List.of(ByteBuffer.allocate(8)
                        .put((byte) 0)
                        .put((byte) (0x80 | request[1]))
                        .putShort((short) 1)
                        .putInt(epochS)
                        .array());
            }
            ByteBuffer out = ByteBuffer.allocate(16)
                    .put((byte) 0)
                    .put((byte) (0x80 | request[1]))
                    .putShort((short) result)
                    .putInt(epochS);
            if (request[1] == 0) {
                out.put(InetAddress.ofLiteral(external).getAddress());
                return List.of(Arrays.copyOf(out.array(), 12));
            }
            asked.add("NAT-PMP " + request[1] + " " + in.getShort(4) + " " + in.getShort(6) + " " + in.getInt(8));
            out.putShort(in.getShort(4)).putShort((short) (in.getShort(6) + 1)).putInt(lifetimeS);
            return List.of(out.array());
        };
    }

    /// Speaks UPnP as it should.
    void speakUpnp() {
        onSearch = request -> List.of(found(httpUrl() + "/root.xml"));
        onCommand = body -> {
            if (body.contains("GetExternalIPAddress")) {
                return new Reply(200, soap("<NewExternalIPAddress>" + external + "</NewExternalIPAddress>"));
            }
            return new Reply(200, soap(""));
        };
    }

    static String found(String location) {
        return "HTTP/1.1 200 OK\r\nST: " + Ssdp.TARGETS.getFirst() + "\r\nLOCATION: " + location + "\r\n\r\n";
    }

    String ordinaryDescription() {
        return UpnpParsersTest.description("", "/ctl/ip").replaceAll("<service><serviceType>[^<]*PPP.*?</service>", "");
    }

    static String soap(String inner) {
        return "<?xml version=\"1.0\"?><s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><u:R"
                + " xmlns:u=\"urn:x\">" + inner + "</u:R></s:Body></s:Envelope>";
    }

    static Reply fault(int code) {
        return new Reply(500, soap("<detail><UPnPError><errorCode>" + code + "</errorCode></UPnPError></detail>"));
    }

    @Override
    public void close() {
        pcp.close();
        ssdp.close();
        http.stop(0);
    }
}
