package tutti.nat.mesh;

import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import tutti.nat.room.wire.Bytes;
import tutti.nat.udp.DatagramPort;
import tutti.nat.udp.PacketSource;

/// All ports of one player, and what comes to it through the room.
final class Antenna implements PacketSource {
    private record Marked(Object owner, DatagramPort port) {}

    private record Relayed(Object owner, Bytes bytes, long arrivalNs) {}

    private final List<Marked> ports = new ArrayList<>();
    private final Queue<Relayed> relayed = new ArrayDeque<>();
    private @Nullable Object owner;
    private @Nullable InetSocketAddress sender;
    private long arrivalNs;
    private int turn;
    boolean isClosed;

    void add(Object itsOwner, DatagramPort port) {
        ports.add(new Marked(itsOwner, port));
    }

    void remove(DatagramPort port) {
        ports.removeIf(marked -> marked.port().equals(port));
        port.close();
    }

    /// A datagram came through the room, or from wherever a test says.
    void put(Object itsOwner, byte[] bytes, long itsArrivalNs) {
        relayed.add(new Relayed(itsOwner, Bytes.of(bytes), itsArrivalNs));
    }

    @Override
    public int receive(byte[] buffer, long timeoutNs) {
        for (int i = 0; i < ports.size(); i++) {
            turn = (turn + 1) % ports.size();
            Marked marked = ports.get(turn);
            int numBytes = marked.port().receive(buffer, 0);
            if (numBytes != DatagramPort.NONE) {
                owner = marked.owner();
                sender = marked.port().sender();
                arrivalNs = marked.port().arrivalNs();
                return numBytes;
            }
        }
        Relayed next = relayed.poll();
        if (next == null) {
            return DatagramPort.NONE;
        }
        owner = next.owner();
        sender = null;
        arrivalNs = next.arrivalNs();
        int numBytes = Math.min(buffer.length, next.bytes().length());
        System.arraycopy(next.bytes().copy(), 0, buffer, 0, numBytes);
        return numBytes;
    }

    @Override
    public @Nullable Object owner() {
        return owner;
    }

    @Override
    public @Nullable InetSocketAddress sender() {
        return sender;
    }

    @Override
    public long arrivalNs() {
        return arrivalNs;
    }

    @Override
    public void wake() {
        // Nobody waits here.
    }

    @Override
    public void close() {
        isClosed = true;
        ports.forEach(marked -> marked.port().close());
        ports.clear();
    }
}
