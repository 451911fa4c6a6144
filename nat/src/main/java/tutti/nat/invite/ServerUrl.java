package tutti.nat.invite;

import java.net.InetSocketAddress;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import tutti.nat.identity.Fingerprint;

/// A room server: `https://HOST:PORT/#FINGERPRINT`, or `https://HOST:PORT/` where the computer trusts the server's
/// certificate anyway. Nothing in it is secret.
///
/// Thread: any (immutable).
///
/// @param host a host name or an address literal, without brackets
/// @param port 1 to 65535
/// @param pinned the certificate that the server must show; null for one from a certificate authority
public record ServerUrl(String host, int port, @Nullable Fingerprint pinned) {
    private static final String SCHEME = "https://";
    private static final String FORM = "https://HOST:PORT/#FINGERPRINT";
    private static final int HTTPS_PORT = 443;
    private static final int MAX_CHARACTERS = 400;

    public ServerUrl {
        host = new HostPort(host, port).host();
    }

    /// Reads what [#text] wrote. Without a port, it is that of HTTPS.
    ///
    /// @throws InviteException with a sentence
    public static ServerUrl parse(String text) {
        String line = InviteText.line(text, "A room server's address is one line without spaces, like " + FORM + ".");
        if (line.length() > MAX_CHARACTERS || !line.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw new InviteException("A room server's address begins with https:// and looks like " + FORM + ".");
        }
        int fragmentAt = line.indexOf('#');
        String place = line.substring(SCHEME.length(), fragmentAt < 0 ? line.length() : fragmentAt);
        int pathAt = place.indexOf('/');
        if (pathAt >= 0 && pathAt < place.length() - 1) {
            throw new InviteException("A room server's address has no path; it looks like " + FORM + ".");
        }
        HostPort hostPort = hostPort(pathAt < 0 ? place : place.substring(0, pathAt));
        Fingerprint pinned =
                fragmentAt < 0 || fragmentAt == line.length() - 1 ? null : fingerprint(line.substring(fragmentAt + 1));
        return new ServerUrl(hostPort.host(), hostPort.port(), pinned);
    }

    private static HostPort hostPort(String authority) {
        boolean portless = authority.startsWith("[") ? authority.endsWith("]") : authority.indexOf(':') < 0;
        return HostPort.parse(portless ? authority + ":" + HTTPS_PORT : authority, FORM);
    }

    static Fingerprint fingerprint(String text) {
        try {
            return Fingerprint.parse(text);
        } catch (IllegalArgumentException damaged) {
            // Its message quotes a character, which in an invite may be of the secret.
            throw new InviteException("The fingerprint of the room server at the end is damaged: it has 43 letters, "
                    + "digits, '-' and '_'; copy the whole again.");
        }
    }

    HostPort hostPort() {
        return new HostPort(host, port);
    }

    /// `https://HOST:PORT/#FINGERPRINT`, or without the fingerprint.
    public String text() {
        return SCHEME + hostPort().text() + "/" + (pinned == null ? "" : "#" + pinned.text());
    }

    /// Where a path of it is: `https://HOST:PORT/PATH`, or the same with another scheme.
    ///
    /// @param scheme `https` or `wss`
    /// @param path begins with `/`
    public URI uri(String scheme, String path) {
        return URI.create(scheme + "://" + hostPort().text() + path);
    }

    /// Looks up the server's address.
    ///
    /// Thread: any, but it may wait for a name server.
    ///
    /// @throws InviteException if there is no such host
    public InetSocketAddress resolve() {
        return hostPort().resolve();
    }

    @Override
    public String toString() {
        return text();
    }
}
