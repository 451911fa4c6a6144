package tutti.nat.direct;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tutti.nat.invite.InviteSecret;
import tutti.nat.link.PeerIdentity;
import tutti.nat.session.Hkdf;
import tutti.nat.srtp.SrtpKeys;

/// The two messages of the handshake, written and read; who sends them when is in [DirectHost] and [DirectJoin].
/// A hello and its welcome have one layout and one length, so an answer is never longer than the question:
///
///     bytes
///         0  0x0A: no STUN, DTLS, TURN, QUIC or RTP begins so (RFC 7983, RFC 9443)
///         1  protocol version, 1
///         2  type: 1 hello (joiner to host), 2 welcome (host to joiner)
///         3  0
///      4-19  joiner's nonce
///     20-35  host's nonce; zeros in a hello
///    36-187  sealed: AES-128-CTR, initial counter block = the sender's nonce
///             0-15   peer id
///            16-19   control SSRC
///            20      name's length in bytes, UTF-8, 1 to 128
///            21-148  name, then zeros
///           149-151  zeros
///   188-219  HMAC-SHA256 over bytes 0 to 187
///
/// Keys by HKDF-SHA256 (RFC 5869) from the invite's secret without salt, one for each purpose and direction, so that
/// no message can be taken for another. The SRTP keys are derived with both nonces as salt: each side puts in 16
/// fresh random bytes, so the keys are new for every session even if the other side repeats itself or is a replay.
/// That is vital: SRTP packet numbers begin anew in every session, and AES-GCM with a key and a nonce used twice is
/// broken.
///
/// Thread: one (the message authentication codes have state).
final class Handshake {
    static final int MESSAGE_BYTES = 220;
    static final byte FIRST_BYTE = 0x0A;
    static final byte VERSION = 1;
    static final byte HELLO = 1;
    static final byte WELCOME = 2;

    private static final int JOINER_NONCE_AT = 4;
    private static final int HOST_NONCE_AT = 20;
    private static final int SEALED_AT = 36;
    private static final int SEALED_BYTES = 152;
    private static final int TAG_AT = SEALED_AT + SEALED_BYTES;
    private static final int ID_BYTES = 16;
    private static final int MAX_NAME_BYTES = 128;
    private static final String LABEL = "tutti direct 1 ";

    /// What a message says about its sender.
    record Introduction(PeerIdentity peer, int controlSsrc) {}

    private final byte[] secret;
    private final Seal helloSeal;
    private final Seal welcomeSeal;

    /// How messages of one direction are encrypted, then authenticated.
    private record Seal(SecretKeySpec cipherKey, Mac mac) {}

    Handshake(InviteSecret secret) {
        this.secret = secret.copyBytes();
        helloSeal = seal("hello");
        welcomeSeal = seal("welcome");
    }

    private Seal seal(String direction) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(derive(direction + " authenticate", 32), "HmacSHA256"));
            return new Seal(new SecretKeySpec(derive(direction + " seal", 16), "AES"), mac);
        } catch (GeneralSecurityException e) {
            throw broken(e);
        }
    }

    private byte[] derive(String purpose, int numBytes) {
        return Hkdf.sha256(secret, new byte[0], (LABEL + purpose).getBytes(US_ASCII), numBytes);
    }

    /// Whether a datagram wants to be one of these messages; anything else in its place is malformed.
    static boolean isMessage(byte[] buffer, int numBytes) {
        return numBytes == MESSAGE_BYTES
                && buffer[0] == FIRST_BYTE
                && buffer[1] == VERSION
                && (buffer[2] == HELLO || buffer[2] == WELCOME)
                && buffer[3] == 0;
    }

    byte[] hello(Nonce joinerNonce, Introduction self) {
        return write(HELLO, joinerNonce, Nonce.ZERO, self);
    }

    byte[] welcome(Nonce joinerNonce, Nonce hostNonce, Introduction self) {
        return write(WELCOME, joinerNonce, hostNonce, self);
    }

    private byte[] write(byte type, Nonce joinerNonce, Nonce hostNonce, Introduction self) {
        byte[] name = self.peer().name().getBytes(UTF_8);
        ByteBuffer message = ByteBuffer.allocate(MESSAGE_BYTES)
                .put(FIRST_BYTE)
                .put(VERSION)
                .put(type)
                .put((byte) 0);
        joinerNonce.write(message);
        hostNonce.write(message);
        message.put(HexFormat.of().parseHex(self.peer().id()))
                .putInt(self.controlSsrc())
                .put((byte) name.length)
                .put(name);
        byte[] bytes = message.array();
        crypt(bytes, bytes);
        System.arraycopy(tag(bytes), 0, bytes, TAG_AT, MESSAGE_BYTES - TAG_AT);
        return bytes;
    }

    /// Whether a message comes from someone who knows the secret, now or once upon a time.
    boolean isAuthentic(byte[] message) {
        byte[] tag = Arrays.copyOfRange(message, TAG_AT, MESSAGE_BYTES);
        return MessageDigest.isEqual(tag, tag(message));
    }

    private byte[] tag(byte[] message) {
        Mac mac = sealOf(message).mac;
        mac.update(message, 0, TAG_AT);
        return mac.doFinal();
    }

    static Nonce joinerNonce(byte[] message) {
        return Nonce.read(message, JOINER_NONCE_AT);
    }

    static Nonce hostNonce(byte[] message) {
        return Nonce.read(message, HOST_NONCE_AT);
    }

    /// Opens an authentic message.
    ///
    /// @return null if what it says cannot be: its sender knows the secret, but not the protocol
    @Nullable
    Introduction open(byte[] message) {
        byte[] plain = new byte[MESSAGE_BYTES];
        crypt(message, plain);
        int nameBytes = plain[SEALED_AT + ID_BYTES + 4] & 0xFF;
        if (nameBytes > MAX_NAME_BYTES) {
            return null;
        }
        int nameAt = SEALED_AT + ID_BYTES + 5;
        try {
            String name = UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(plain, nameAt, nameBytes))
                    .toString();
            if (!PeerIdentity.isName(name)) {
                return null;
            }
            String id = HexFormat.of().formatHex(plain, SEALED_AT, SEALED_AT + ID_BYTES);
            int controlSsrc = ByteBuffer.wrap(plain).getInt(SEALED_AT + ID_BYTES);
            return new Introduction(new PeerIdentity(id, name), controlSsrc);
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /// Encrypts or decrypts the sealed part.
    private void crypt(byte[] from, byte[] to) {
        int counterAt = from[2] == HELLO ? JOINER_NONCE_AT : HOST_NONCE_AT;
        try {
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(
                    Cipher.ENCRYPT_MODE, sealOf(from).cipherKey, new IvParameterSpec(from, counterAt, Nonce.NUM_BYTES));
            cipher.doFinal(from, SEALED_AT, SEALED_BYTES, to, SEALED_AT);
        } catch (GeneralSecurityException e) {
            throw broken(e);
        }
    }

    private Seal sealOf(byte[] message) {
        return message[2] == HELLO ? helloSeal : welcomeSeal;
    }

    /// The keys of the session that these two nonces make, the joiner being the client.
    SrtpKeys sessionKeys(Nonce joinerNonce, Nonce hostNonce) {
        ByteBuffer salt = ByteBuffer.allocate(2 * Nonce.NUM_BYTES);
        joinerNonce.write(salt);
        hostNonce.write(salt);
        byte[] info = (LABEL + "srtp").getBytes(US_ASCII);
        return SrtpKeys.ofMaterial(Hkdf.sha256(secret, salt.array(), info, SrtpKeys.MATERIAL_BYTES));
    }

    private static IllegalStateException broken(GeneralSecurityException e) {
        return new IllegalStateException("This Java cannot do HMAC-SHA256 or AES; install a complete JDK.", e);
    }
}
