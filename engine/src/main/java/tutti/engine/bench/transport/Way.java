package tutti.engine.bench.transport;

import java.util.Locale;
import tutti.engine.bench.lab.Access;

/// A way that packets can take, and the router that leaves no other one. The host is always behind a cone.
public enum Way {
    /// From home to home over UDP.
    UDP(Access.CONE, "direct"),
    /// Over UDP through coturn.
    RELAY(Access.RELAY_ONLY, "relay"),
    /// Over TCP through the room server.
    TCP(Access.NO_UDP, "tcp");

    private final Access guest;
    private final String path;

    Way(Access guest, String path) {
        this.guest = guest;
        this.path = path;
    }

    /// In tables.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The guest's home.
    Access guest() {
        return guest;
    }

    /// What the statistics call it.
    String path() {
        return path;
    }
}
