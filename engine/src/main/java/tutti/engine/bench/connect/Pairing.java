package tutti.engine.bench.connect;

import java.io.IOException;
import java.util.Locale;
import java.util.function.LongSupplier;
import tutti.engine.bench.lab.Access;
import tutti.engine.bench.lab.Lab;
import tutti.engine.bench.lab.LabStage;

/// Two homes that want to play with each other, and the way that is left to them.
public enum Pairing {
    CONE_CONE(Access.CONE, Access.CONE, "direct"),
    /// Two routers that let in only what was called, one of which calls from ports that nobody can foresee.
    CONE_SYMMETRIC(Access.CONE, Access.SYMMETRIC, "relay"),
    SYMMETRIC_SYMMETRIC(Access.SYMMETRIC, Access.SYMMETRIC, "relay"),
    IPV6(Access.IPV6, Access.IPV6, "direct"),
    RELAY_ONLY(Access.CONE, Access.RELAY_ONLY, "relay"),
    NO_UDP(Access.CONE, Access.NO_UDP, "tcp");

    private final Access host;
    private final Access guest;
    private final String path;

    Pairing(Access host, Access guest, String path) {
        this.host = host;
        this.guest = guest;
        this.path = path;
    }

    /// In tables and on command lines.
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The way that packets have to take in the end, as the statistics call it.
    public String path() {
        return path;
    }

    /// Two such homes.
    LabStage stage(LongSupplier clockNs) throws IOException {
        return new LabStage(Lab.open(host, guest), !host.hasIpv4(), clockNs);
    }
}
