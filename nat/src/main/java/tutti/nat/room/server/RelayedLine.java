package tutti.nat.room.server;

import io.helidon.common.buffers.BufferData;
import java.io.ByteArrayOutputStream;
import tutti.nat.room.wire.FromServer;
import tutti.nat.room.wire.MalformedMessageException;
import tutti.nat.room.wire.RoomJson;
import tutti.nat.room.wire.ToServer;
import tutti.nat.room.wire.WireLimits;

/// A player's connection for packets that no UDP carries (`nat/docs/protocol.md`, section 7).
final class RelayedLine extends Line implements RelayLine {
    /// Opened → relaying → gone; or opened → gone. The connection's own thread changes it.
    private sealed interface State {
        record Opened() implements State {}

        record Relaying(Seat seat) implements State {}

        record Gone() implements State {}
    }

    private static final int MAX_BYTES = WireLimits.MEMBER_ID_BYTES + WireLimits.MAX_DATAGRAM_BYTES;

    private final ByteArrayOutputStream packet = new ByteArrayOutputStream();
    private State state = new State.Opened();

    RelayedLine(Desk desk) {
        super(desk);
    }

    @Override
    int capacityBytes() {
        return desk().parts().limits().queueBytes();
    }

    @Override
    void opened() {}

    @Override
    void received(String text) throws MalformedMessageException {
        FrontDoor.Visitor visitor = visitor();
        if (!(state instanceof State.Opened)
                || visitor == null
                || !(RoomJson.decodeToServer(text) instanceof ToServer.Relay wish)) {
            malformed("A relay takes one \"relay\" and then packets.");
            return;
        }
        Seat seat = desk().rooms().byTicket(wish.ticket());
        if (seat == null || !seat.room().openRelay(seat, this)) {
            state = new State.Gone();
            desk().door().refused(visitor);
            end(CloseCode.REFUSED, "The ticket is not good; take that of the room's connection.");
            return;
        }
        desk().door().entered(visitor);
        state = new State.Relaying(seat);
        send(RoomJson.encode(new FromServer.RelayReady()));
    }

    @Override
    void received(BufferData piece, boolean isLast) throws MalformedMessageException {
        if (packet.size() + piece.available() > MAX_BYTES) {
            malformed("A packet has at most " + WireLimits.MAX_DATAGRAM_BYTES + " bytes.");
            return;
        }
        packet.writeBytes(piece.readBytes());
        if (isLast) {
            byte[] message = packet.toByteArray();
            packet.reset();
            pass(message);
        }
    }

    private void pass(byte[] message) {
        if (!(state instanceof State.Relaying(Seat seat)) || message.length <= WireLimits.MEMBER_ID_BYTES) {
            malformed("A packet comes after \"relay\" and begins with a member id.");
            return;
        }
        RoomMetrics metrics = desk().parts().metrics();
        if (seat.room().relay(seat, message)) {
            metrics.relayedPackets.increment();
            metrics.relayedBytes.add(message.length - WireLimits.MEMBER_ID_BYTES);
        } else {
            metrics.limited.increment();
        }
    }

    @Override
    void closed() {
        if (state instanceof State.Relaying(Seat seat)) {
            state = new State.Gone();
            seat.relayEnded(this);
        }
    }
}
