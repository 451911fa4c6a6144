package tutti.nat.room.client;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.net.http.WebSocketHandshakeException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import tutti.nat.invite.ServerUrl;

/// Why there is no connection, in one sentence for people. Thread: any (stateless).
final class Reasons {
    private static final int GOING_AWAY = 1001;
    private static final int BUSY = 1013;

    private Reasons() {}

    /// Of a connection that broke or did not come about.
    static String of(Throwable failure, ServerUrl server) {
        String at = server.host() + ", port " + server.port();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String reason = ofCause(cause, at);
            if (reason != null) {
                return reason;
            }
        }
        return "The connection to the room server at " + at + " broke; trying again.";
    }

    private static @Nullable String ofCause(Throwable cause, String at) {
        return switch (cause) {
            case UnknownHostException _, UnresolvedAddressException _ ->
                "No computer is known by the name of the room server at " + at
                        + "; check that this computer is online.";
            case HttpTimeoutException _ ->
                "The room server at " + at + " does not answer; check that this computer is online.";
            case CertificateException refused
            when String.valueOf(refused.getMessage()).startsWith("The room server") ->
                String.valueOf(refused.getMessage());
            case CertificateException _ ->
                "This computer does not trust the certificate of the room server at " + at
                        + "; ask for an invite with its fingerprint.";
            case WebSocketHandshakeException _ ->
                "At " + at + " there is a web server that keeps no rooms; check the address.";
            case ConnectException _ when cause.getCause() instanceof UnresolvedAddressException -> null;
            case ConnectException _ -> "No room server answers at " + at + "; check the address and that it runs.";
            case SSLException _
            when cause.getCause() == null ->
                "What answers at " + at + " speaks no TLS as a room server does; check the address.";
            default -> null;
        };
    }

    /// Of a connection that the server closed.
    static String ofClose(int code, String reason) {
        if (code == GOING_AWAY) {
            return "The room server stops; trying again until it is back.";
        }
        if (code == BUSY) {
            return "The room server has too much to do; trying again.";
        }
        String cleaned = reason.replaceAll("\\p{Cntrl}", " ").strip();
        return cleaned.isEmpty() ? "The room server has closed the connection; trying again." : cleaned;
    }
}
