package tutti.engine.cli;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/// An address and port in one word: `0.0.0.0:4464`, `[::]:4464`, `studio.example:4464`.
final class EndpointText {
    private EndpointText() {}

    /// Writes it, with the address as numbers.
    static String of(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    /// Reads it and looks up the name.
    ///
    /// @throws UsageException with a sentence for the user
    static InetSocketAddress parse(String text, String option) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        boolean isBracketed = host.startsWith("[") && host.endsWith("]");
        if (host.isEmpty() || (!isBracketed && host.indexOf(':') >= 0)) {
            throw new UsageException(
                    option + " takes ADDRESS:PORT, for example 0.0.0.0:4464 or [::]:4464, not \"" + text + "\".");
        }
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            if (port < 0 || port > 65535) {
                throw new NumberFormatException("out of range");
            }
            String bare = isBracketed ? host.substring(1, host.length() - 1) : host;
            return new InetSocketAddress(InetAddress.getByName(bare), port);
        } catch (NumberFormatException badPort) {
            throw new UsageException(
                    option + " takes a port from 0 to 65535, not \"" + text.substring(colon + 1) + "\".");
        } catch (UnknownHostException unknown) {
            throw new UsageException("There is no address called \"" + host + "\", which " + option
                    + " should name; check the spelling, and that this computer is online.");
        }
    }
}
