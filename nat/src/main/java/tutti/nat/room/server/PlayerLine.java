package tutti.nat.room.server;

import io.helidon.common.buffers.BufferData;
import tutti.nat.identity.Fingerprint;
import tutti.nat.room.wire.Bytes;
import tutti.nat.room.wire.FromServer;
import tutti.nat.room.wire.MalformedMessageException;
import tutti.nat.room.wire.RefusalCode;
import tutti.nat.room.wire.RoomJson;
import tutti.nat.room.wire.ToServer;
import tutti.nat.room.wire.WireLimits;

/// A player's connection to a room (`nat/docs/protocol.md`, section 3).
final class PlayerLine extends Line implements MemberLine {
    /// Asked to enter → inside → gone; or asked to enter → gone. The connection's own thread changes it.
    private sealed interface State {
        record Asked(Bytes nonce) implements State {}

        record Inside(Seat seat) implements State {}

        record Gone() implements State {}
    }

    /// Who is over a limit is told so no oftener.
    private static final long SLOW_INTERVAL_NS = 1_000_000_000L;

    private State state = new State.Gone();
    private long slowToldNs;

    PlayerLine(Desk desk) {
        super(desk);
    }

    @Override
    int capacityBytes() {
        return desk().parts().limits().queueBytes();
    }

    @Override
    void opened() {
        Bytes nonce = desk().parts().newNonce();
        state = new State.Asked(nonce);
        slowToldNs = desk().parts().nowNs() - SLOW_INTERVAL_NS;
        send(RoomJson.encode(new FromServer.Challenge(WireLimits.VERSION, nonce)));
    }

    @Override
    void received(BufferData piece, boolean isLast) throws MalformedMessageException {
        malformed("Messages are texts here.");
    }

    @Override
    void received(String text) throws MalformedMessageException {
        long arrivalNs = desk().parts().nowNs();
        ToServer message = RoomJson.decodeToServer(text);
        switch (state) {
            case State.Asked(Bytes nonce) -> {
                if (message instanceof ToServer.Enter wish) {
                    enter(wish, nonce);
                } else {
                    malformed("The first message has to be \"enter\".");
                }
            }
            case State.Inside(Seat seat) -> said(seat, message, arrivalNs);
            case State.Gone() -> {}
        }
    }

    private void enter(ToServer.Enter wish, Bytes nonce) {
        FrontDoor.Visitor visitor = visitor();
        if (visitor == null) {
            return;
        }
        switch (decide(wish, nonce, visitor)) {
            case Entry.Granted(Seat seat) -> {
                desk().door().entered(visitor);
                state = new State.Inside(seat);
            }
            case Entry.Refused(RefusalCode code, String reason) -> {
                state = new State.Gone();
                refuse(visitor, code, reason);
            }
            case Entry.TooLate() -> state = new State.Gone();
        }
    }

    /// Verifying a signature costs most: not for a room that there is not.
    private Entry decide(ToServer.Enter wish, Bytes nonce, FrontDoor.Visitor visitor) {
        if (wish.createSalt() == null && !desk().rooms().exists(wish.roomId())) {
            return Entry.noRoom();
        }
        if (!EntryProof.holds(wish, nonce, desk().fingerprint())) {
            return new Entry.Refused(
                    RefusalCode.BAD_SIGNATURE, "The signature is not right; is this the server that you mean?");
        }
        String memberId = Fingerprint.ofCertificate(wish.certificate().copy()).memberId();
        return desk().rooms().enter(this, memberId, wish, () -> desk().door().mayOpenRoom(visitor));
    }

    private void refuse(FrontDoor.Visitor visitor, RefusalCode code, String reason) {
        desk().parts().metrics().refused(code);
        switch (code) {
            case WRONG_SECRET, BAD_SIGNATURE, BANNED, REMOVED -> desk().door().refused(visitor);
            case NO_ROOM, FULL, BUSY, VERSION -> {}
        }
        send(RoomJson.encode(new FromServer.Refused(code, reason)));
        end(CloseCode.REFUSED, reason);
    }

    private void said(Seat seat, ToServer message, long arrivalNs) {
        Room room = seat.room();
        switch (message) {
            case ToServer.Append append -> {
                if (!append.snapshot() || isHost(seat)) {
                    slowIfNot(room.append(seat, append, arrivalNs));
                }
            }
            case ToServer.Signal signal -> slowIfNot(room.signal(seat, signal));
            case ToServer.Epoch epoch -> {
                if (isHost(seat)) {
                    slowIfNot(room.epoch(epoch));
                }
            }
            case ToServer.Remove remove -> {
                if (isHost(seat)) {
                    room.remove(remove.memberId());
                }
            }
            case ToServer.Ban ban -> {
                if (isHost(seat)) {
                    slowIfNot(room.ban(ban.memberId()));
                }
            }
            case ToServer.AskTurn _ -> {
                FromServer.Turn turn = desk().parts().turnFor(seat.memberId());
                if (turn != null) {
                    send(RoomJson.encode(turn));
                }
            }
            case ToServer.Leave _ -> {
                state = new State.Gone();
                desk().rooms().leave(seat, true);
                end(CloseCode.NORMAL, "Goodbye.");
            }
            case ToServer.Enter _, ToServer.Relay _ -> malformed("This message has no place here.");
        }
    }

    private boolean isHost(Seat seat) {
        if (!seat.isHost()) {
            malformed("Only the host may do this.");
        }
        return seat.isHost();
    }

    private void slowIfNot(boolean isDone) {
        if (isDone) {
            return;
        }
        desk().parts().metrics().limited.increment();
        long nowNs = desk().parts().nowNs();
        if (nowNs - slowToldNs >= SLOW_INTERVAL_NS) {
            slowToldNs = nowNs;
            send(RoomJson.encode(
                    new FromServer.Slow("A message was dropped: too many, too large, or the log is full.")));
        }
    }

    @Override
    void closed() {
        if (state instanceof State.Inside(Seat seat)) {
            state = new State.Gone();
            desk().rooms().leave(seat, false);
        }
    }
}
