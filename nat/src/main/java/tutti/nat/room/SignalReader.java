package tutti.nat.room;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tutti.nat.identity.Identity;
import tutti.nat.room.wire.FromServer;

/// Signals as one run of one player reads them: only what an active member's present run has said to this run, and each
/// only once (`nat/docs/protocol.md`, section 4).
///
/// Thread: the room's.
public final class SignalReader {
    /// A signal that was opened and whose signature holds.
    ///
    /// @param memberId who says it
    /// @param run the speaker's present one
    /// @param payload JSON, not looked at
    public record Verified(String memberId, long run, String payload) {}

    /// How far a member's run has counted.
    private record Heard(long run, long counter) {}

    private final String roomId;
    private final Identity self;
    private final long ownRun;
    private final Keyring keyring;
    private final RejectCounters rejects;

    /// By member; those who are no members any more go when a new one comes.
    private final Map<String, Heard> heard = new HashMap<>();

    /// @param ownRun of this engine
    /// @param rejects counts what does not count
    public SignalReader(String roomId, Identity self, long ownRun, Keyring keyring, RejectCounters rejects) {
        this.roomId = roomId;
        this.self = self;
        this.ownRun = ownRun;
        this.keyring = keyring;
        this.rejects = rejects;
    }

    /// Reads a signal; empty if it does not count.
    ///
    /// @param state who is in the room
    public Optional<Verified> accept(FromServer.Signal signal, RoomState state) {
        Optional<Envelope> envelope = Envelope.split(signal.body());
        if (envelope.isEmpty()) {
            return rejected(RejectReason.MALFORMED);
        }
        if (envelope.get().kind() != Envelope.Kind.SIGNAL) {
            return rejected(RejectReason.WRONG_KIND);
        }
        Optional<RoomKeys> keys = keyring.of(envelope.get().epoch());
        if (keys.isEmpty()) {
            return rejected(RejectReason.UNKNOWN_EPOCH);
        }
        return Sealer.open(envelope.get(), keys.get(), roomId)
                .map(statement -> believe(statement, signal.fromMemberId(), state))
                .orElseGet(() -> rejected(RejectReason.NOT_AUTHENTIC));
    }

    private Optional<Verified> believe(Statement statement, String fromMemberId, RoomState state) {
        if (!statement.speaker().memberId().equals(fromMemberId)) {
            return rejected(RejectReason.WRONG_SENDER);
        }
        Optional<Member> member = state.member(fromMemberId).filter(Member::isActive);
        if (member.isEmpty() || !member.get().fingerprint().equals(statement.speaker())) {
            return rejected(RejectReason.UNKNOWN_SPEAKER);
        }
        if (!statement.recipientId().equals(self.memberId())) {
            return rejected(RejectReason.WRONG_RECIPIENT);
        }
        if (statement.recipientRun() != ownRun
                || statement.run() != member.get().run()) {
            return rejected(RejectReason.WRONG_RUN);
        }
        Heard before = heard.get(fromMemberId);
        if (statement.counter() <= (before == null || before.run() != statement.run() ? 0 : before.counter())) {
            return rejected(RejectReason.REPLAYED);
        }
        if (!statement.isSignedBy(member.get().key())) {
            return rejected(RejectReason.BAD_SIGNATURE);
        }
        if (before == null) {
            heard.keySet().removeIf(id -> state.member(id).isEmpty());
        }
        heard.put(fromMemberId, new Heard(statement.run(), statement.counter()));
        return statement
                .text()
                .map(text -> new Verified(fromMemberId, statement.run(), text))
                .or(() -> rejected(RejectReason.MALFORMED));
    }

    private Optional<Verified> rejected(RejectReason reason) {
        rejects.increment(reason);
        return Optional.empty();
    }
}
