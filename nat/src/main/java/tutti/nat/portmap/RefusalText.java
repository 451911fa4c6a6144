package tutti.nat.portmap;

import java.net.InetAddress;

/// Why there is no way in, and what to do, in a sentence.
final class RefusalText {
    private static final String ELSE = ", or use a room server on the internet";

    private RefusalText() {}

    /// The router did not do it.
    static String of(Attempt attempt, Wish wish, RouterTalk talk) {
        String router = "The router at " + talk.router().getHostAddress();
        String byHand = "forward " + wish.protocol() + " port " + wish.internalPort() + " to this computer ("
                + talk.local().getHostAddress() + ") by hand";
        return switch (attempt) {
            case Attempt.Silent() ->
                router + " cannot be asked to open a port: it answers neither PCP nor NAT-PMP nor UPnP; switch one of"
                        + " them on in its settings, or " + byHand + ".";
            case Attempt.Denied(String reason) ->
                router + " was asked to open a port and " + reason + "; look at UPnP or NAT-PMP in its settings, or "
                        + byHand + ".";
            case Attempt.NoAddress() ->
                router + " was asked to open a port but has no public address itself: it stands behind another router,"
                        + " or a provider's NAT (CGNAT); ask the provider for a public address" + ELSE + ".";
            case Attempt.Granted granted -> router + " opened a port of an address that leads nowhere" + ELSE + ".";
        };
    }

    /// It did, but nobody can reach it.
    static String ofAddress(InetAddress external, RouterTalk talk) {
        String opened = "The router at " + talk.router().getHostAddress() + " opened a port, but ";
        String address = external.getHostAddress();
        return switch (AddressScope.of(external)) {
            case PROVIDER ->
                opened + "its own address " + address + " belongs to a network of the provider's that many customers"
                        + " share (CGNAT), and nobody outside reaches it; ask the provider for a public address" + ELSE
                        + ".";
            case PRIVATE, LINK_LOCAL, LOOPBACK ->
                opened + "its own address " + address + " is a private one, so it stands behind another router; let"
                        + " one of the two only bridge, or open the port on both" + ELSE + ".";
            case NONE, PUBLIC ->
                opened + "has no address that others could reach; look whether it is online" + ELSE + ".";
        };
    }
}
