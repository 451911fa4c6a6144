package tutti.engine.cli;

import java.util.regex.Pattern;

/// Where others find this computer: a name or an address, and a port. The name is for them to look up, not for us.
///
/// @param host without brackets
record HostAndPort(String host, int port) {
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,252}[A-Za-z0-9])?");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    private static final int MAX_PORT = 65535;

    /// Reads `studio.example:4464`, `192.0.2.7:4464` or `[2001:db8::7]:4464`.
    ///
    /// @throws UsageException with a sentence for the user
    static HostAndPort parse(String text, String option) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        boolean isBracketed = host.startsWith("[") && host.endsWith("]");
        String bare = isBracketed ? host.substring(1, host.length() - 1) : host;
        if (!(isBracketed ? IPV6 : HOST).matcher(bare).matches()) {
            throw new UsageException(option
                    + " takes HOST:PORT, for example studio.example:4464 or [2001:db8::7]:4464, not \"" + text + "\".");
        }
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            if (port < 1 || port > MAX_PORT) {
                throw new NumberFormatException("out of range");
            }
            return new HostAndPort(bare, port);
        } catch (NumberFormatException badPort) {
            throw new UsageException(
                    option + " takes a port from 1 to 65535, not \"" + text.substring(colon + 1) + "\".");
        }
    }
}
