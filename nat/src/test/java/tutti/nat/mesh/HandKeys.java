package tutti.nat.mesh;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tutti.nat.identity.Fingerprint;
import tutti.nat.srtp.SrtpKeys;
import tutti.nat.udp.PacketRoute;

/// Agrees on keys in three flights that look like DTLS from outside: hello, welcome, finished. Each says who speaks
/// and has both nonces as far as they are known. What is lost is repeated after 100 ms, then 200 ms and so on up to 1
/// s.
final class HandKeys implements KeyExchange.Factory {
    private static final byte HANDSHAKE = 22;
    private static final int HELLO = 1;
    private static final int WELCOME = 2;
    private static final int FINISHED = 3;
    private static final int FLIGHT_BYTES = 2 + Fingerprint.BYTES + 2 * Long.BYTES;

    private static final long AGAIN_NS = 100_000_000;
    private static final long MAX_AGAIN_NS = 1_000_000_000;
    private static final long MOST_NS = 10_000_000_000L;

    private final World world;
    private final Fingerprint self;
    private final List<Exchange> open = new ArrayList<>();
    int numBegun;
    int numOffered;

    /// Whether all that it tells is lost.
    boolean isMute;

    /// Whose certificate this player shows.
    Fingerprint shown;

    HandKeys(World world, Fingerprint self) {
        this.world = world;
        this.self = self;
        this.shown = self;
    }

    int numOpen() {
        return open.size();
    }

    void forget() {
        open.clear();
    }

    int work() {
        int numTold = 0;
        for (Exchange exchange : List.copyOf(open)) {
            numTold += exchange.work();
        }
        return numTold;
    }

    /// To whom the newest exchange tells what becomes of it.
    KeyExchange.Listener lastListener() {
        return open.getLast().listener;
    }

    @Override
    public KeyExchange begin(boolean client, Fingerprint expected, PacketRoute route, KeyExchange.Listener listener) {
        numBegun++;
        Exchange exchange = new Exchange(client, expected, route, listener);
        open.add(exchange);
        if (client) {
            exchange.say(HELLO);
        }
        return exchange;
    }

    private final class Exchange implements KeyExchange {
        private final boolean client;
        private final Fingerprint expected;
        private final PacketRoute route;
        private final Listener listener;
        private final long nonce = world.random.nextLong();
        private final long beganNs = world.nowNs;
        private long otherNonce;
        private int lastSaid;
        private long saidNs;
        private long againNs = AGAIN_NS;
        private boolean isDone;
        private boolean hasFailed;

        Exchange(boolean client, Fingerprint expected, PacketRoute route, Listener listener) {
            this.client = client;
            this.expected = expected;
            this.route = route;
            this.listener = listener;
        }

        private void say(int flight) {
            byte[] bytes = ByteBuffer.allocate(FLIGHT_BYTES)
                    .put(HANDSHAKE)
                    .put((byte) flight)
                    .put(shown.copyBytes())
                    .putLong(client ? nonce : otherNonce)
                    .putLong(client ? otherNonce : nonce)
                    .array();
            lastSaid = flight;
            saidNs = world.nowNs;
            route.send(bytes, 0, bytes.length);
        }

        private int work() {
            if (isDone || hasFailed) {
                return 0;
            }
            if (world.nowNs - beganNs >= MOST_NS) {
                return fail("The keys were not agreed upon within 10 seconds.");
            }
            if (lastSaid != 0 && world.nowNs - saidNs >= againNs) {
                againNs = Math.min(MAX_AGAIN_NS, 2 * againNs);
                say(lastSaid);
                return 1;
            }
            return 0;
        }

        private int fail(String reason) {
            hasFailed = true;
            if (!isMute) {
                listener.onFailed(reason);
            }
            return 1;
        }

        private void succeed(long clientNonce, long serverNonce) {
            if (isDone) {
                return;
            }
            isDone = true;
            byte[] material = sha512(ByteBuffer.allocate(2 * Long.BYTES)
                    .putLong(clientNonce)
                    .putLong(serverNonce)
                    .array());
            if (!isMute) {
                listener.onKeys(SrtpKeys.ofMaterial(Arrays.copyOf(material, SrtpKeys.MATERIAL_BYTES)));
            }
        }

        @Override
        public void offer(byte[] buffer, int offsetBytes, int numBytes) {
            numOffered++;
            if (hasFailed || numBytes != FLIGHT_BYTES || buffer[offsetBytes] != HANDSHAKE) {
                return;
            }
            ByteBuffer flight = ByteBuffer.wrap(buffer, offsetBytes, numBytes);
            int kind = flight.getShort() & 0xFF;
            byte[] who = new byte[Fingerprint.BYTES];
            flight.get(who);
            if (!isDone && !Fingerprint.ofBytes(who).equals(expected)) {
                fail("The other end has another certificate than it should.");
                return;
            }
            long clientNonce = flight.getLong();
            long serverNonce = flight.getLong();
            if (!client && kind == HELLO && !isDone) {
                otherNonce = clientNonce;
                say(WELCOME);
            } else if (client && kind == WELCOME && clientNonce == nonce) {
                otherNonce = serverNonce;
                say(FINISHED);
                succeed(clientNonce, serverNonce);
            } else if (!client && kind == FINISHED && clientNonce == otherNonce && serverNonce == nonce) {
                succeed(clientNonce, serverNonce);
            }
        }

        @Override
        public void close() {
            if (!open.remove(this)) {
                throw new AssertionError("Closed twice.");
            }
        }

        @Override
        public String toString() {
            return self + (client ? " as client" : " as server");
        }
    }

    private static byte[] sha512(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-512").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
