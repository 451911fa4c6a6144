package tutti.nat.room;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tutti.nat.identity.Certificates;
import tutti.nat.identity.Fingerprint;
import tutti.nat.identity.Identity;
import tutti.nat.room.wire.Bytes;
import tutti.nat.room.wire.FromServer;
import tutti.nat.room.wire.MalformedMessageException;

/// The log as one player reads it: from what the room server sends to a [RoomState], with every check that makes the
/// server's word worth nothing (`nat/docs/protocol.md`, sections 4 and 5).
///
/// Thread: the room's.
public final class RoomLog {
    /// What became of an entry.
    public sealed interface Outcome {
        /// It is part of the log, and had an effect.
        record Applied(LogEntry entry) implements Outcome {}

        /// It is part of the log for whoever may open it, but has no effect on anybody.
        record Rejected(RejectReason reason) implements Outcome {}
    }

    private final String roomId;
    private final Identity self;
    private final Keyring keyring;
    private final RejectCounters rejects;
    private RoomState state;
    private long seq;
    private @Nullable Bytes lastBody;

    /// @param keyring grows with the epochs
    /// @param rejects counts what does not count
    public RoomLog(String roomId, Identity self, Keyring keyring, RejectCounters rejects) {
        this.roomId = roomId;
        this.self = self;
        this.keyring = keyring;
        this.rejects = rejects;
        this.state = RoomState.empty(roomId);
    }

    /// What has been agreed on so far.
    public RoomState state() {
        return state;
    }

    /// The number of the last entry that was read, 0 for none.
    public long seq() {
        return seq;
    }

    /// Forgets all that was read, but no keys: the server has lost entries.
    public void startOver() {
        state = RoomState.empty(roomId);
        seq = 0;
        lastBody = null;
    }

    /// Whether an entry that comes again is the one that was read last. If it is another one, the server has lost
    /// entries and given their numbers to others.
    public boolean isLast(FromServer.Log log) {
        return lastBody != null && log.seq() == seq && log.body().equals(lastBody);
    }

    /// Reads the next entry.
    public Outcome accept(FromServer.Log log) {
        Optional<Envelope> envelope = Envelope.split(log.body());
        boolean isSnapshot = envelope.isPresent() && envelope.get().kind() == Envelope.Kind.SNAPSHOT;
        if (log.seq() <= seq) {
            return rejected(RejectReason.REPLAYED);
        }
        if (log.seq() != seq + 1 && !isSnapshot) {
            return rejected(RejectReason.OUT_OF_ORDER);
        }
        seq = log.seq();
        lastBody = log.body();
        if (envelope.isEmpty()) {
            return rejected(RejectReason.MALFORMED);
        }
        return read(envelope.get(), log);
    }

    private Outcome read(Envelope envelope, FromServer.Log log) {
        if (envelope.kind() == Envelope.Kind.SIGNAL) {
            return rejected(RejectReason.WRONG_KIND);
        }
        Optional<RoomKeys> keys = keys(envelope);
        if (keys.isEmpty()) {
            return rejected(RejectReason.UNKNOWN_EPOCH);
        }
        Optional<Statement> statement = Sealer.open(envelope, keys.get(), roomId);
        if (statement.isEmpty()) {
            return rejected(RejectReason.NOT_AUTHENTIC);
        }
        Outcome outcome = believe(envelope, statement.get(), log);
        if (outcome instanceof Outcome.Applied) {
            keyring.add(keys.get());
        }
        return outcome;
    }

    /// The keys that open an envelope: known ones, or those that the host's snapshot brings along. Whether they are the
    /// host's shows when the statement inside is verified.
    private Optional<RoomKeys> keys(Envelope envelope) {
        return keyring.of(envelope.epoch())
                .or(() -> envelope.wrappedFor(self.memberId())
                        .flatMap(wrapped ->
                                WrappedSecret.unwrap(wrapped.copy(), self.privateKey(), roomId, envelope.epoch()))
                        .map(secret -> RoomKeys.of(roomId, envelope.epoch(), secret)));
    }

    private Outcome believe(Envelope envelope, Statement statement, FromServer.Log log) {
        if (!statement.speaker().memberId().equals(log.fromMemberId())) {
            return rejected(RejectReason.WRONG_SENDER);
        }
        if (statement.counter() != log.id()) {
            return rejected(RejectReason.WRONG_COUNTER);
        }
        RoomEvent event = event(statement, envelope.kind() == Envelope.Kind.SNAPSHOT);
        if (event == null) {
            return rejected(RejectReason.MALFORMED);
        }
        ECPublicKey key = key(statement, event);
        if (key == null) {
            return rejected(RejectReason.UNKNOWN_SPEAKER);
        }
        if (!statement.isSignedBy(key)) {
            return rejected(RejectReason.BAD_SIGNATURE);
        }
        return apply(new LogEntry(
                log.seq(),
                log.timeMs(),
                statement.speaker(),
                key,
                statement.counter(),
                statement.run(),
                envelope.epoch(),
                event));
    }

    private static @Nullable RoomEvent event(Statement statement, boolean isSnapshot) {
        try {
            Optional<String> text = statement.text();
            RoomEvent event = text.isPresent() ? EventJson.decode(text.get()) : null;
            return event instanceof RoomEvent.Snapshot == isSnapshot ? event : null;
        } catch (MalformedMessageException notOne) {
            return null;
        }
    }

    /// The key of a member, or of who shows a certificate that has the speaker's fingerprint.
    private @Nullable ECPublicKey key(Statement statement, RoomEvent event) {
        Optional<Member> member = state.member(statement.speaker().memberId());
        if (member.isPresent()) {
            return member.get().fingerprint().equals(statement.speaker())
                    ? member.get().key()
                    : null;
        }
        return switch (event) {
            case RoomEvent.Joined joined -> key(joined.certificate(), statement);
            case RoomEvent.Opened opened -> key(opened.anchor().certificate(), statement);
            case RoomEvent.Snapshot snapshot -> key(snapshot.anchor().certificate(), statement);
            default -> null;
        };
    }

    private static @Nullable ECPublicKey key(Bytes certificate, Statement statement) {
        try {
            X509Certificate read = Certificates.parse(certificate.copy());
            return Fingerprint.ofCertificate(certificate.copy()).equals(statement.speaker())
                    ? (ECPublicKey) read.getPublicKey()
                    : null;
        } catch (CertificateException notOne) {
            return null;
        }
    }

    private Outcome apply(LogEntry entry) {
        RoomState before = state;
        state = before.apply(entry);
        return before.objection(entry).map(this::rejected).orElseGet(() -> new Outcome.Applied(entry));
    }

    private Outcome rejected(RejectReason reason) {
        rejects.increment(reason);
        return new Outcome.Rejected(reason);
    }
}
