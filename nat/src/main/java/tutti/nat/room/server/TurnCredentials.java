package tutti.nat.room.server;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tutti.nat.room.wire.FromServer;

/// Credentials for a relay that shares a secret with this server, as coturn's `use-auth-secret` takes them: the
/// user name says until when, the password is base64(HMAC-SHA1(secret, user name)).
///
/// Thread: any.
public final class TurnCredentials {
    /// Longer than a session: a relay refuses to renew what has expired.
    static final long SECONDS = 12 * 3600;

    private static final String HMAC = "HmacSHA1";
    private static final long MS_PER_SECOND = 1000;

    private final RoomServerSettings.TurnServer server;

    /// @param server that shares its secret with us
    public TurnCredentials(RoomServerSettings.TurnServer server) {
        this.server = server;
    }

    /// Fresh ones for a member.
    ///
    /// @param nowMs since 1970
    public FromServer.Turn make(String memberId, long nowMs) {
        String username = nowMs / MS_PER_SECOND + SECONDS + ":" + memberId;
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(server.secret().getBytes(StandardCharsets.UTF_8), HMAC));
            String password =
                    Base64.getEncoder().encodeToString(mac.doFinal(username.getBytes(StandardCharsets.UTF_8)));
            return new FromServer.Turn(List.of(server.uri()), username, password, SECONDS);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java cannot do HMAC-SHA1; install a complete JDK 25 or later.", e);
        }
    }
}
