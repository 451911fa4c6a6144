package tutti.engine.control.osc.query;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Decides whom to let in, by what the request says of itself.
///
/// A page on the web can make the user's browser ask this computer for anything, and by DNS rebinding make it believe
/// that this is the page's own server: then `Origin` and `Host` agree, but name the page's server and not this one. So
/// `Host` must be an address, `localhost`, a name in `.local`, which the DNS does not hand out, or one of the names
/// that
/// are ours; and `Origin`, which programs leave out and browsers do not, must be the same. Whoever passes must know the
/// token besides, which no page can read.
///
/// The token comes as `Authorization: Bearer TOKEN`; or, since browsers cannot set that for a WebSocket, as one of two
/// offered sub-protocols, `tutti.token.TOKEN` beside [#SUB_PROTOCOL], of which the server chooses the latter. Never in
/// the address, which ends up in logs.
///
/// Immutable. Thread: any.
final class Doorkeeper {
    /// The sub-protocol that is spoken, for clients that offer any.
    static final String SUB_PROTOCOL = "tutti.control";

    private static final String TOKEN_PROTOCOL = "tutti.token.";
    private static final String BEARER = "bearer ";
    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}([.][0-9]{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-f:.]*:[0-9a-f:.]*]");
    private static final Pattern PORT = Pattern.compile(":[0-9]{1,5}$");

    private final byte[] token;
    private final Set<String> hostNames;

    /// What is decided.
    enum Verdict {
        /// Come in.
        WELCOME,
        /// The name by which it asks for us is none of ours.
        FOREIGN_HOST,
        /// A page of somebody else's asks.
        FOREIGN_ORIGIN,
        /// It does not know the token.
        STRANGER
    }

    /// @param hostNames further names of this computer, in any case
    Doorkeeper(String token, Set<String> hostNames) {
        this.token = token.getBytes(StandardCharsets.UTF_8);
        this.hostNames = Set.copyOf(
                hostNames.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList());
    }

    /// Decides. A request has each header at most once, or is foreign.
    ///
    /// @param hosts the values of `Host`
    /// @param origins those of `Origin`
    /// @param authorizations those of `Authorization`
    /// @param protocols the sub-protocols that a WebSocket offers
    Verdict judge(List<String> hosts, List<String> origins, List<String> authorizations, List<String> protocols) {
        if (hosts.size() != 1 || !isOurs(hosts.getFirst())) {
            return Verdict.FOREIGN_HOST;
        }
        if (!origins.isEmpty() && !origins.equals(List.of("http://" + hosts.getFirst()))) {
            return Verdict.FOREIGN_ORIGIN;
        }
        boolean isKnown = authorizations.size() == 1 && isBearer(authorizations.getFirst());
        for (String protocol : protocols) {
            isKnown |= protocol.startsWith(TOKEN_PROTOCOL) && isToken(protocol.substring(TOKEN_PROTOCOL.length()));
        }
        return isKnown ? Verdict.WELCOME : Verdict.STRANGER;
    }

    private boolean isOurs(String host) {
        String name = PORT.matcher(host).replaceFirst("").toLowerCase(Locale.ROOT);
        return IPV4.matcher(name).matches()
                || IPV6.matcher(name).matches()
                || name.equals("localhost")
                || name.endsWith(".local")
                || hostNames.contains(name);
    }

    private boolean isBearer(String authorization) {
        return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                && isToken(authorization.substring(BEARER.length()).strip());
    }

    /// Takes as long for a wrong one, however much of it is right.
    private boolean isToken(String offered) {
        return MessageDigest.isEqual(token, offered.getBytes(StandardCharsets.UTF_8));
    }
}
