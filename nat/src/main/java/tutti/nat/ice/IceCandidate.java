package tutti.nat.ice;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/// An address at which one end might be reached (RFC 8445, section 5.1).
///
/// @param type how it was found
/// @param address resolved
/// @param priority RFC 8445, section 5.1.2; 1 to 2^31 - 1
/// @param foundation 1 to 32 letters, digits, `+` and `/`
/// @param related the base of a reflexive candidate, the mapped address of a relayed one; null if not told
public record IceCandidate(
        Type type,
        InetSocketAddress address,
        long priority,
        String foundation,
        @Nullable InetSocketAddress related) {
    /// How a candidate was found.
    public enum Type {
        HOST,
        SRFLX,
        PRFLX,
        RELAY
    }

    public IceCandidate {
        if (address.isUnresolved() || address.getPort() == 0) {
            throw new IllegalArgumentException("A candidate has an address and a port.");
        }
        if (priority < 1 || priority > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("A candidate's priority is 1 to 2147483647.");
        }
        if (!foundation.matches("[A-Za-z0-9+/]{1,32}")) {
            throw new IllegalArgumentException("A candidate's foundation is 1 to 32 letters, digits, '+' or '/'.");
        }
    }
}
