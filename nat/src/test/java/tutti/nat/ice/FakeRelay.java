package tutti.nat.ice;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// A relay on loopback, as little of RFC 8656 as a client needs, written from the RFC alone.
final class FakeRelay implements AutoCloseable {
    static final String USER = "ann";
    static final String PASSWORD = "secret";
    private static final String REALM = "tutti";
    private static final int COOKIE = 0x2112A442;

    private final DatagramSocket socket = open();
    private final Map<InetSocketAddress, Allocation> allocations = new ConcurrentHashMap<>();
    final AtomicInteger numRefreshed = new AtomicInteger();
    final AtomicInteger numGivenBack = new AtomicInteger();
    final AtomicInteger numPermissions = new AtomicInteger();
    final AtomicInteger numChannelData = new AtomicInteger();
    final AtomicInteger numIndications = new AtomicInteger();
    volatile int lifetimeS = 600;
    volatile boolean refusesPermissions;
    volatile boolean refusesChannels;

    private final class Allocation {
        final InetSocketAddress client;
        final DatagramSocket relayed = open();
        final Map<InetSocketAddress, Integer> channels = new ConcurrentHashMap<>();

        Allocation(InetSocketAddress client) {
            this.client = client;
            run("tutti-test-relayed", relayed, this::onPeer);
        }

        void onPeer(byte[] datagram, InetSocketAddress peer) throws IOException {
            Integer channel = channels.get(peer);
            ByteBuffer message = ByteBuffer.allocate(1600);
            if (channel != null) {
                message.putShort((short) (int) channel).putShort((short) datagram.length);
                send(message.put(datagram), client);
                return;
            }
            message.putShort((short) 0x0017)
                    .putShort((short) 0)
                    .putInt(COOKIE)
                    .putInt(1)
                    .putLong(2);
            putAddress(message, 0x0012, peer);
            message.putShort((short) 0x0013).putShort((short) datagram.length).put(datagram);
            send(padded(message), client);
        }

        void toPeer(byte[] bytes, int at, int numBytes, InetSocketAddress peer) throws IOException {
            relayed.send(new DatagramPacket(bytes, at, numBytes, peer));
        }
    }

    private interface Handler {
        void handle(byte[] datagram, InetSocketAddress from) throws IOException, GeneralSecurityException;
    }

    FakeRelay() {
        run("tutti-test-relay", socket, this::onClient);
    }

    private static DatagramSocket open() {
        try {
            return new DatagramSocket(0, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void run(String name, DatagramSocket socket, Handler handler) {
        Thread.ofPlatform().daemon().name(name).start(() -> {
            byte[] buffer = new byte[2000];
            while (!socket.isClosed()) {
                try {
                    DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                    socket.receive(packet);
                    handler.handle(
                            Arrays.copyOf(buffer, packet.getLength()), (InetSocketAddress) packet.getSocketAddress());
                } catch (IOException | GeneralSecurityException e) {
                    if (!socket.isClosed()) {
                        throw new AssertionError(e);
                    }
                }
            }
        });
    }

    IceServers.Turn turn() {
        return new IceServers.Turn((InetSocketAddress) socket.getLocalSocketAddress(), USER, PASSWORD);
    }

    private void onClient(byte[] bytes, InetSocketAddress client) throws IOException, GeneralSecurityException {
        Allocation allocation = allocations.get(client);
        int type = StunGate.uint16(bytes, 0);
        if (type >= 0x4000) {
            numChannelData.incrementAndGet();
            for (Map.Entry<InetSocketAddress, Integer> channel : allocation == null
                    ? Map.<InetSocketAddress, Integer>of().entrySet()
                    : allocation.channels.entrySet()) {
                if (channel.getValue() == type && allocation != null) {
                    allocation.toPeer(bytes, 4, StunGate.uint16(bytes, 2), channel.getKey());
                }
            }
            return;
        }
        InetSocketAddress peer = address(bytes, StunGate.findAttribute(bytes, bytes.length, 0x0012));
        if (type == 0x0016) {
            numIndications.incrementAndGet();
            int at = StunGate.findAttribute(bytes, bytes.length, 0x0013);
            if (allocation != null && peer != null) {
                allocation.toPeer(bytes, at, StunGate.uint16(bytes, at - 2), peer);
            }
            return;
        }
        if (StunGate.findAttribute(bytes, bytes.length, 0x0006) < 0) {
            send(error(bytes, type, 401), client);
            return;
        }
        switch (type) {
            case 0x0003 -> allocate(bytes, client);
            case 0x0004 -> refresh(bytes, client);
            case 0x0008 -> {
                numPermissions.incrementAndGet();
                send(refusesPermissions ? error(bytes, type, 403) : success(bytes, type), client);
            }
            case 0x0009 -> {
                int number = StunGate.uint16(bytes, StunGate.findAttribute(bytes, bytes.length, 0x000C));
                if (allocation != null && peer != null && !refusesChannels) {
                    allocation.channels.put(peer, number);
                }
                send(refusesChannels ? error(bytes, type, 403) : success(bytes, type), client);
            }
            default -> throw new IOException("What is " + type + "?");
        }
    }

    private void allocate(byte[] request, InetSocketAddress client) throws IOException, GeneralSecurityException {
        Allocation allocation = allocations.computeIfAbsent(client, Allocation::new);
        ByteBuffer answer = header(request, 0x0103);
        putAddress(answer, 0x0016, (InetSocketAddress) allocation.relayed.getLocalSocketAddress());
        putAddress(answer, 0x0020, client);
        send(signed(answer.putShort((short) 0x000D).putShort((short) 4).putInt(lifetimeS)), client);
    }

    private void refresh(byte[] request, InetSocketAddress client) throws IOException, GeneralSecurityException {
        int at = StunGate.findAttribute(request, request.length, 0x000D);
        boolean end = at > 0 && StunGate.int32(request, at) == 0;
        (end ? numGivenBack : numRefreshed).incrementAndGet();
        ByteBuffer answer = header(request, 0x0104);
        answer.putShort((short) 0x000D).putShort((short) 4).putInt(end ? 0 : lifetimeS);
        send(signed(answer), client);
    }

    private static ByteBuffer success(byte[] request, int type) throws GeneralSecurityException {
        return signed(header(request, type | 0x0100));
    }

    private static ByteBuffer error(byte[] request, int type, int code) throws GeneralSecurityException {
        ByteBuffer answer = header(request, type | 0x0110);
        answer.putShort((short) 0x0009).putShort((short) 4).putInt(((code / 100) << 8) | (code % 100));
        if (code != 401) {
            return signed(answer);
        }
        byte[] realm = REALM.getBytes(StandardCharsets.US_ASCII);
        answer.putShort((short) 0x0014)
                .putShort((short) realm.length)
                .put(realm)
                .put(new byte[3]);
        return padded(answer.putShort((short) 0x0015).putShort((short) 8).putLong(77));
    }

    private static ByteBuffer header(byte[] request, int type) {
        return ByteBuffer.allocate(1600)
                .putShort((short) type)
                .putShort((short) 0)
                .put(request, 4, 16);
    }

    private static ByteBuffer padded(ByteBuffer message) {
        while (message.position() % 4 != 0) {
            message.put((byte) 0);
        }
        return message.putShort(2, (short) (message.position() - 20));
    }

    private static ByteBuffer signed(ByteBuffer message) throws GeneralSecurityException {
        byte[] key = MessageDigest.getInstance("MD5")
                .digest((USER + ":" + REALM + ":" + PASSWORD).getBytes(StandardCharsets.US_ASCII));
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(key, "HmacSHA1"));
        int at = message.position();
        message.putShort(2, (short) (at + 24 - 20));
        mac.update(message.duplicate().flip());
        return message.putShort((short) 0x0008).putShort((short) 20).put(mac.doFinal());
    }

    private static void putAddress(ByteBuffer to, int type, InetSocketAddress address) {
        to.putShort((short) type).putShort((short) 8).putShort((short) 1);
        to.putShort((short) (address.getPort() ^ COOKIE >>> 16));
        to.putInt(ByteBuffer.wrap(address.getAddress().getAddress()).getInt() ^ COOKIE);
    }

    private static @Nullable InetSocketAddress address(byte[] bytes, int at) throws IOException {
        if (at < 0) {
            return null;
        }
        byte[] ip = ByteBuffer.allocate(4)
                .putInt(StunGate.int32(bytes, at + 4) ^ COOKIE)
                .array();
        return new InetSocketAddress(InetAddress.getByAddress(ip), StunGate.uint16(bytes, at + 2) ^ COOKIE >>> 16);
    }

    private void send(ByteBuffer message, InetSocketAddress to) throws IOException {
        byte[] bytes = new byte[message.flip().remaining()];
        message.get(bytes);
        socket.send(new DatagramPacket(bytes, bytes.length, to));
    }

    @Override
    public void close() {
        socket.close();
        allocations.values().forEach(allocation -> allocation.relayed.close());
    }
}
