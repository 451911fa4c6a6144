package tutti.nat.invite;

import java.net.InetSocketAddress;

/// Straight to the host's engine, `tutti://HOST:PORT/direct#SECRET` (see `nat/docs/direct.md`).
///
/// Thread: any (immutable).
///
/// @param host a host name or an address literal, without brackets
/// @param port 1 to 65535
/// @param secret what only the invited know
public record DirectInvite(String host, int port, InviteSecret secret) implements Invite {
    static final String PATH = "direct";

    public DirectInvite {
        host = new HostPort(host, port).host();
    }

    /// Reads an invite that must be of this kind.
    ///
    /// @throws InviteException as [Invite#parse] does, or if it leads elsewhere
    public static DirectInvite parse(String text) {
        if (Invite.parse(text) instanceof DirectInvite direct) {
            return direct;
        }
        throw new InviteException(
                "This is an invite to a room; here only a direct one will do, like tutti://HOST:PORT/direct#SECRET.");
    }

    /// Looks up the host's address.
    ///
    /// Thread: any, but it may wait for a name server.
    ///
    /// @throws InviteException if there is no such host
    public InetSocketAddress resolve() {
        return new HostPort(host, port).resolve();
    }

    @Override
    public String url() {
        return place() + "#" + secret.reveal();
    }

    private String place() {
        return InviteText.SCHEME + new HostPort(host, port).text() + "/" + PATH;
    }

    @Override
    public String toString() {
        return place() + "#(secret)";
    }
}
