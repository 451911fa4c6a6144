package tutti.nat.room;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import tutti.nat.identity.Identity;
import tutti.nat.room.wire.Bytes;

/// Seals what one player says in one room, so that only members can read it, and nobody else can have said it
/// (`nat/docs/protocol.md`, section 4).
///
/// Thread: any.
public final class Sealer {
    /// The longest payload.
    public static final int MAX_PAYLOAD_BYTES = 30_000;

    private final String roomId;
    private final Identity self;
    private final long run;
    private final SecureRandom random;

    /// @param run made anew when this engine started
    /// @param random for nonces, which must never repeat
    public Sealer(String roomId, Identity self, long run, SecureRandom random) {
        this.roomId = roomId;
        this.self = self;
        this.run = run;
        this.random = random;
    }

    /// Seals an event for the log. A snapshot brings the secret of its epoch to all its members but the banned ones,
    /// unless it is the first, which everybody has.
    ///
    /// @param counter the `id` of the message that it will be in
    public Bytes log(RoomKeys keys, long counter, RoomEvent event) {
        byte[] payload = EventJson.encode(event).getBytes(UTF_8);
        Envelope.Kind kind = Envelope.Kind.LOG;
        List<Envelope.Wrapped> wrapped = new ArrayList<>();
        if (event instanceof RoomEvent.Snapshot snapshot) {
            kind = Envelope.Kind.SNAPSHOT;
            if (keys.epoch() > 0) {
                snapshot.members().stream()
                        .filter(member -> member.standing() != Standing.BANNED)
                        .forEach(member -> wrapped.add(wrapped(keys, member)));
            }
        }
        byte[] head = Envelope.head(kind, keys.epoch(), nonce(), wrapped);
        return seal(keys, head, counter, Statement.NO_RECIPIENT, 0, payload);
    }

    private Envelope.Wrapped wrapped(RoomKeys keys, Member member) {
        return new Envelope.Wrapped(
                member.id(), Bytes.of(WrappedSecret.wrap(keys.secret(), member.key(), roomId, keys.epoch(), random)));
    }

    /// Seals a signal to one member's run.
    ///
    /// @param counter counts the signals of this run, from 1
    public Bytes signal(RoomKeys keys, long counter, String recipientId, long recipientRun, byte[] payload) {
        byte[] head = Envelope.head(Envelope.Kind.SIGNAL, keys.epoch(), nonce(), List.of());
        return seal(keys, head, counter, recipientId, recipientRun, payload);
    }

    private byte[] nonce() {
        byte[] nonce = new byte[Envelope.NONCE_BYTES];
        random.nextBytes(nonce);
        return nonce;
    }

    private Bytes seal(
            RoomKeys keys, byte[] head, long counter, String recipientId, long recipientRun, byte[] payload) {
        if (payload.length > MAX_PAYLOAD_BYTES) {
            throw new IllegalArgumentException("A statement has at most " + MAX_PAYLOAD_BYTES + " bytes.");
        }
        byte[] statement = Statement.write(head, roomId, self, counter, run, recipientId, recipientRun, payload);
        return seal(keys, head, roomId, statement);
    }

    /// Puts a statement behind the head that it is signed with.
    static Bytes seal(RoomKeys keys, byte[] head, String roomId, byte[] statement) {
        byte[] body = Arrays.copyOf(head, head.length + statement.length + Envelope.TAG_BYTES);
        try {
            cipher(Cipher.ENCRYPT_MODE, keys, head, roomId).doFinal(statement, 0, statement.length, body, head.length);
        } catch (GeneralSecurityException e) {
            throw broken(e);
        }
        return Bytes.of(body);
    }

    /// Opens an envelope; empty if these keys do not open it, or it is of another room.
    static Optional<Statement> open(Envelope envelope, RoomKeys keys, String roomId) {
        byte[] head = envelope.head();
        try {
            byte[] statement = cipher(Cipher.DECRYPT_MODE, keys, head, roomId).doFinal(envelope.sealed());
            return Optional.of(Statement.read(head, roomId, statement));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw broken(e);
        }
    }

    private static Cipher cipher(int mode, RoomKeys keys, byte[] head, String roomId) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                mode,
                keys.sealKey(),
                new GCMParameterSpec(Envelope.TAG_BYTES * Byte.SIZE, head, Envelope.NONCE_AT, Envelope.NONCE_BYTES));
        cipher.updateAAD(head);
        cipher.updateAAD(roomId.getBytes(US_ASCII));
        return cipher;
    }

    private static IllegalStateException broken(GeneralSecurityException e) {
        return new IllegalStateException("This Java cannot do AES-GCM; install a complete JDK 25 or later.", e);
    }
}
