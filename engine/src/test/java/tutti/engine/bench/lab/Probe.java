package tutti.engine.bench.lab;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/// A program for the hosts of the lab that sends small packets and tells what came back, one line for each question.
final class Probe {
    private static final int PATIENCE_MS = 200;
    private static final int TRIES = 5;
    private static final int MEETING_TRIES = 10;
    private static final byte[] STUN_BINDING_REQUEST = ByteBuffer.allocate(20)
            .putShort((short) 1)
            .putShort((short) 0)
            .putInt(0x2112A442)
            .putLong(0x0102030405060708L)
            .array();

    private Probe() {}

    public static void main(String[] words) throws IOException {
        List<InetSocketAddress> places = Arrays.stream(words)
                .skip(1)
                .filter(word -> word.contains("/"))
                .map(Probe::place)
                .toList();
        switch (words[0]) {
            case "serve" -> serve(places);
            case "where" -> where(places);
            case "unasked" -> unasked(places.getFirst());
            case "meet" -> meet(places.getFirst(), words[2]);
            case "tcp" -> tcp(places.getFirst());
            case "count" -> count(places.getFirst(), Integer.parseInt(words[2]));
            case "stun" -> stun(places.getFirst());
            default -> throw new IllegalArgumentException(words[0]);
        }
    }

    private static InetSocketAddress place(String text) {
        int slash = text.indexOf('/');
        return new InetSocketAddress(text.substring(0, slash), Integer.parseInt(text.substring(slash + 1)));
    }

    // --- The server --------------------------------------------------------------------------------------------------

    /// Answers `where` with the address it came from, `unasked` with that and the same from another port, and `meet
    /// KEY`
    /// with the address of the other who says it.
    private static void serve(List<InetSocketAddress> places) throws IOException {
        Map<String, InetSocketAddress> waiting = new ConcurrentHashMap<>();
        List<Thread> threads = new ArrayList<>();
        for (InetSocketAddress place : places) {
            DatagramSocket socket = new DatagramSocket(place);
            DatagramSocket other = new DatagramSocket(new InetSocketAddress(place.getAddress(), 0));
            ServerSocket tcp = new ServerSocket(place.getPort(), 10, place.getAddress());
            threads.add(Thread.startVirtualThread(() -> answer(socket, other, waiting)));
            threads.add(Thread.startVirtualThread(() -> accept(tcp)));
        }
        System.out.println("serving");
        for (Thread thread : threads) {
            join(thread);
        }
    }

    private static void answer(DatagramSocket socket, DatagramSocket other, Map<String, InetSocketAddress> waiting) {
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(new byte[1500], 1500);
                socket.receive(packet);
                String question = text(packet);
                InetSocketAddress from = (InetSocketAddress) packet.getSocketAddress();
                if (question.startsWith("meet ")) {
                    InetSocketAddress earlier = waiting.putIfAbsent(question, from);
                    if (earlier != null && !earlier.equals(from)) {
                        send(socket, from, "other " + text(earlier));
                        send(socket, earlier, "other " + text(from));
                    }
                    continue;
                }
                send(socket, from, text(from));
                if (question.equals("unasked")) {
                    send(other, from, "unasked");
                }
            }
        } catch (IOException end) {
            throw new IllegalStateException(end);
        }
    }

    private static void accept(ServerSocket socket) {
        try {
            while (true) {
                socket.accept().close();
            }
        } catch (IOException end) {
            throw new IllegalStateException(end);
        }
    }

    // --- The questions -----------------------------------------------------------------------------------------------

    /// Asks each place, from one port, where that is seen.
    private static void where(List<InetSocketAddress> places) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            for (InetSocketAddress place : places) {
                System.out.println(ask(socket, place, "where", answer -> true));
            }
        }
    }

    /// Whether something comes in from a port that was not called.
    private static void unasked(InetSocketAddress place) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            System.out.println(ask(socket, place, "unasked", "unasked"::equals));
        }
    }

    /// Whether two who know each other's addresses reach each other.
    private static void meet(InetSocketAddress server, String key) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(PATIENCE_MS);
            InetSocketAddress other = null;
            for (int turn = 0; turn < MEETING_TRIES; turn++) {
                send(socket, other == null ? server : other, other == null ? "meet " + key : "hello");
                String heard = receive(socket);
                if (heard.startsWith("other ")) {
                    other = place(heard.substring("other ".length()));
                } else if (heard.equals("hello")) {
                    // The other may not have heard this one yet.
                    send(socket, other == null ? server : other, "hello");
                    System.out.println("met");
                    return;
                }
            }
            System.out.println(other == null ? "alone" : "not met");
        }
    }

    private static void tcp(InetSocketAddress place) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(place, TRIES * PATIENCE_MS);
            System.out.println("connected");
        } catch (SocketTimeoutException | SocketException none) {
            System.out.println("nothing");
        }
    }

    /// How many of so many questions are answered, and the least time that takes, in microseconds.
    private static void count(InetSocketAddress place, int questions) throws IOException {
        int answered = 0;
        long leastNs = Long.MAX_VALUE;
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(PATIENCE_MS);
            for (int batch = 0; batch < questions / 250; batch++) {
                for (int i = 0; i < 250; i++) {
                    send(socket, place, "where");
                }
                for (int i = 0; i < 250 && !receive(socket).equals("nothing"); i++) {
                    answered++;
                }
            }
            for (int i = 0; i < 10; i++) {
                long sentNs = System.nanoTime();
                send(socket, place, "where");
                if (!receive(socket).equals("nothing")) {
                    leastNs = Math.min(leastNs, System.nanoTime() - sentNs);
                }
            }
        }
        System.out.println(answered);
        System.out.println(leastNs / 1000);
    }

    private static void stun(InetSocketAddress place) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(PATIENCE_MS);
            for (int i = 0; i < TRIES; i++) {
                socket.send(new DatagramPacket(STUN_BINDING_REQUEST, STUN_BINDING_REQUEST.length, place));
                DatagramPacket packet = new DatagramPacket(new byte[1500], 1500);
                if (receive(socket, packet)) {
                    System.out.println(packet.getData()[0] + "," + packet.getData()[1]);
                    return;
                }
            }
        }
        System.out.println("nothing");
    }

    private static String ask(
            DatagramSocket socket, InetSocketAddress place, String question, Predicate<String> isAnswer)
            throws IOException {
        socket.setSoTimeout(PATIENCE_MS);
        for (int i = 0; i < TRIES; i++) {
            send(socket, place, question);
            for (String heard = receive(socket); !heard.equals("nothing"); heard = receive(socket)) {
                if (isAnswer.test(heard)) {
                    return heard;
                }
            }
        }
        return "nothing";
    }

    private static void send(DatagramSocket socket, InetSocketAddress to, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        socket.send(new DatagramPacket(bytes, bytes.length, to));
    }

    private static String receive(DatagramSocket socket) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[1500], 1500);
        return receive(socket, packet) ? text(packet) : "nothing";
    }

    private static boolean receive(DatagramSocket socket, DatagramPacket into) throws IOException {
        try {
            socket.receive(into);
            return true;
        } catch (SocketTimeoutException none) {
            return false;
        }
    }

    private static String text(DatagramPacket packet) {
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
    }

    private static String text(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + "/" + address.getPort();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
