package tutti.nat.invite;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/// A host name, an IPv4 address, or an IPv6 address that stands in brackets in text; and a port.
///
/// @param host without brackets
/// @param port 1 to 65535
record HostPort(String host, int port) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9_.-]{0,251}[A-Za-z0-9.])?");
    private static final Pattern IPV6 =
            Pattern.compile("(?=.{2,45}(%|$))[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%[A-Za-z0-9_.-]{1,32})?");

    HostPort {
        if (!isHost(host)) {
            throw new InviteException("\"" + printable(host) + "\" is not a host name or an address; "
                    + "write an IPv6 address in brackets, like [::1].");
        }
        if (port < 1 || port > 65535) {
            throw new InviteException("An invite needs a port from 1 to 65535, but this one has " + port + ".");
        }
    }

    /// Reads what [#text] wrote.
    ///
    /// @param form what the whole should look like
    /// @throws InviteException that quotes nothing
    static HostPort parse(String authority, String form) {
        int portAt = portAt(authority, form);
        String host = unbracketed(authority.substring(0, portAt));
        if (!isHost(host)) {
            throw new InviteException(
                    "The invite's host is not a name or an address; it should look like " + form + ".");
        }
        return new HostPort(host, port(authority.substring(portAt + 1), form));
    }

    private static int portAt(String authority, String form) {
        int at = authority.startsWith("[") ? authority.indexOf("]:") + 1 : authority.indexOf(':');
        if (at <= 0 && !authority.startsWith(":")) {
            throw new InviteException("The invite has no port; it should look like " + form + ".");
        }
        if (!authority.startsWith("[") && authority.indexOf(':', at + 1) >= 0) {
            throw new InviteException("An IPv6 address in an invite stands in brackets, like tutti://[::1]:4464/.");
        }
        return at;
    }

    private static int port(String text, String form) {
        if (!text.matches("[0-9]{1,5}")) {
            throw new InviteException("An invite needs a port from 1 to 65535 behind the host, like " + form + ".");
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

    /// `HOST:PORT`, with brackets where they are due.
    String text() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    /// Looks up the host's address. It may wait for a name server.
    ///
    /// @throws InviteException if there is no such host
    InetSocketAddress resolve() {
        try {
            return new InetSocketAddress(InetAddress.getByName(host), port);
        } catch (UnknownHostException e) {
            throw new InviteException("There is no host called \"" + host
                    + "\"; check the invite's spelling and that this computer is online.");
        }
    }
}
