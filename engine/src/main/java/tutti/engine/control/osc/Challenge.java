package tutti.engine.control.osc;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The handshake of a client from elsewhere. It is sent a nonce, which only the owner of its address can
/// read, and answers with the HMAC-SHA256 of it under the engine's token: so it is who it says and may be
/// here. Nothing is kept for those who never answer: the nonce is made of the address and the minute.
///
/// Thread: any.
final class Challenge {
    private static final long EPOCH_NS = 60_000_000_000L;
    private static final int NONCE_CHARS = 32;

    private final byte[] secret;
    private final String token;

    /// @param secret known to this process alone, at least 16 bytes
    /// @param token what the client must know
    Challenge(byte[] secret, String token) {
        this.secret = secret.clone();
        this.token = token;
    }

    /// What a client is sent.
    String nonce(InetSocketAddress client, long nowNs) {
        return nonce(client, Math.floorDiv(nowNs, EPOCH_NS), NONCE_CHARS);
    }

    private String nonce(InetSocketAddress client, long epoch, int numChars) {
        return hmac(secret, client.getAddress().getHostAddress() + " " + client.getPort() + " " + epoch)
                .substring(0, numChars);
    }

    /// Whether a client answers its nonce of this minute or the one before.
    boolean isAnswer(InetSocketAddress client, String proof, long nowNs) {
        long epoch = Math.floorDiv(nowNs, EPOCH_NS);
        return isSame(proof, answer(nonce(client, epoch, NONCE_CHARS), token))
                || isSame(proof, answer(nonce(client, epoch - 1, NONCE_CHARS), token));
    }

    /// What has to be answered, in hexadecimal.
    static String answer(String nonce, String token) {
        return hmac(token.getBytes(StandardCharsets.UTF_8), nonce);
    }

    private static boolean isSame(String a, String b) {
        return MessageDigest.isEqual(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }

    private static String hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java cannot do HMAC-SHA256; install a complete JDK 25 or later.", e);
        }
    }
}
