package tutti.nat.ice;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/// A router on loopback between two ends that each see the other at an address of the router's.
final class FakeRouter implements AutoCloseable {
    private final DatagramSocket facingOne = open();
    private final DatagramSocket facingOther = open();

    FakeRouter(InetSocketAddress one, InetSocketAddress other) {
        forward(facingOne, facingOther, other);
        forward(facingOther, facingOne, one);
    }

    private static DatagramSocket open() {
        try {
            return new DatagramSocket(0, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void forward(DatagramSocket from, DatagramSocket through, InetSocketAddress to) {
        Thread.ofPlatform().daemon().name("tutti-test-router").start(() -> {
            byte[] buffer = new byte[1500];
            while (!from.isClosed()) {
                try {
                    DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                    from.receive(packet);
                    packet.setSocketAddress(to);
                    through.send(packet);
                } catch (IOException e) {
                    if (!from.isClosed() && !through.isClosed()) {
                        throw new AssertionError(e);
                    }
                }
            }
        });
    }

    /// Where the one sees the other.
    InetSocketAddress other() {
        return (InetSocketAddress) facingOne.getLocalSocketAddress();
    }

    /// Where the other sees the one.
    InetSocketAddress one() {
        return (InetSocketAddress) facingOther.getLocalSocketAddress();
    }

    @Override
    public void close() {
        facingOne.close();
        facingOther.close();
    }
}
