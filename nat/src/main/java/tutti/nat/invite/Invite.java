package tutti.nat.invite;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;

/// Where to join and with which secret, as one line of text:
///
///     tutti://HOST:PORT/direct#SECRET
///
/// HOST is a name, an IPv4 address, or an IPv6 address in brackets. The path says what kind of meeting place it is;
/// the fragment behind `#` stays on the invited computer, as in every URL. [#toString] hides the secret, [#url] shows
/// it.
///
/// Thread: any (immutable).
///
/// @param kind what listens there
/// @param host a host name or an address literal, without brackets
/// @param port 1 to 65535
/// @param secret what only the invited know
public record Invite(Kind kind, String host, int port, InviteSecret secret) {
    /// What an invite leads to; its name in lower case is the invite's path.
    public enum Kind {
        /// Straight to the host's engine (see `nat/docs/direct.md`).
        DIRECT;

        String path() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final String SCHEME = "tutti://";
    private static final String FORM = "tutti://HOST:PORT/direct#SECRET";
    private static final int MAX_CHARACTERS = 500;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9_.-]{0,251}[A-Za-z0-9.])?");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%[A-Za-z0-9_.-]{1,32})?");

    public Invite {
        if (!isHost(host)) {
            throw new InviteException("\"" + printable(host) + "\" is not a host name or an address; "
                    + "write an IPv6 address in brackets, like [::1].");
        }
        if (port < 1 || port > 65535) {
            throw new InviteException("An invite needs a port from 1 to 65535, but this one has " + port + ".");
        }
    }

    /// An invite to an engine that listens at `host` and `port`.
    ///
    /// @throws InviteException if `host` or `port` cannot be
    public static Invite direct(String host, int port, InviteSecret secret) {
        return new Invite(Kind.DIRECT, host, port, secret);
    }

    /// Reads an invite.
    ///
    /// @throws InviteException with a sentence that names the first mistake and quotes nothing, because
    ///     any part of a garbled invite may hold the secret
    public static Invite parse(String text) {
        String line = text.strip();
        if (line.length() > MAX_CHARACTERS || line.chars().anyMatch(c -> c <= ' ' || c == 0x7f)) {
            throw new InviteException("An invite is one line without spaces, like " + FORM + "; copy it alone.");
        }
        if (!line.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw new InviteException("An invite begins with tutti:// and looks like " + FORM + ".");
        }
        int fragmentAt = line.indexOf('#');
        if (fragmentAt < 0 || fragmentAt == line.length() - 1) {
            throw new InviteException("The invite has no secret behind '#'; copy the whole invite, like " + FORM + ".");
        }
        String place = line.substring(SCHEME.length(), fragmentAt);
        int pathAt = place.indexOf('/');
        if (pathAt < 0) {
            throw new InviteException("The invite does not say what it leads to; it should look like " + FORM + ".");
        }
        Kind kind = kind(place.substring(pathAt + 1));
        String authority = place.substring(0, pathAt);
        int portAt = portAt(authority);
        String host = unbracketed(authority.substring(0, portAt));
        if (!isHost(host)) {
            throw new InviteException(
                    "The invite's host is not a name or an address; it should look like " + FORM + ".");
        }
        return new Invite(
                kind, host, port(authority.substring(portAt + 1)), InviteSecret.parse(line.substring(fragmentAt + 1)));
    }

    private static Kind kind(String path) {
        for (Kind kind : Kind.values()) {
            if (kind.path().equals(path)) {
                return kind;
            }
        }
        throw new InviteException("This version of Tutti cannot use what this invite leads to; it knows " + FORM
                + ", and a newer version may know more.");
    }

    private static int portAt(String authority) {
        int at = authority.startsWith("[") ? authority.indexOf("]:") + 1 : authority.indexOf(':');
        if (at <= 0 && !authority.startsWith(":")) {
            throw new InviteException("The invite has no port; it should look like " + FORM + ".");
        }
        if (!authority.startsWith("[") && authority.indexOf(':', at + 1) >= 0) {
            throw new InviteException(
                    "An IPv6 address in an invite stands in brackets, like tutti://[::1]:4464/direct#SECRET.");
        }
        return at;
    }

    private static int port(String text) {
        if (!text.matches("[0-9]{1,5}")) {
            throw new InviteException("An invite needs a port from 1 to 65535 behind the host, like " + FORM + ".");
        }
        return Integer.parseInt(text);
    }

    private static String unbracketed(String host) {
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        if (bracketed && host.indexOf(':') < 0) {
            throw new InviteException("Only an IPv6 address stands in brackets, like [::1].");
        }
        return bracketed ? host.substring(1, host.length() - 1) : host;
    }

    private static boolean isHost(String host) {
        return NAME.matcher(host).matches() || IPV6.matcher(host).matches();
    }

    /// Foreign text, cut short and cleaned so that it fits in a sentence.
    private static String printable(String text) {
        String cut = text.length() > 40 ? text.substring(0, 40) + "..." : text;
        return cut.replaceAll("[^\\x21-\\x7e]", "?");
    }

    /// The whole invite with its secret: for the invite file and the person who invites, never for a log.
    public String url() {
        return place() + "#" + secret.reveal();
    }

    /// Looks up the host's address.
    ///
    /// Thread: any, but it may wait for a name server.
    ///
    /// @throws InviteException if there is no such host
    public InetSocketAddress resolve() {
        try {
            return new InetSocketAddress(InetAddress.getByName(host), port);
        } catch (UnknownHostException e) {
            throw new InviteException("There is no host called \"" + host
                    + "\"; check the invite's spelling and that this computer is online.");
        }
    }

    private String place() {
        String literal = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return SCHEME + literal + ":" + port + "/" + kind.path();
    }

    @Override
    public String toString() {
        return place() + "#(secret)";
    }
}
