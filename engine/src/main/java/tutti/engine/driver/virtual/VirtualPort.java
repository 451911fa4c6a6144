package tutti.engine.driver.virtual;

import tutti.engine.driver.DriverPort;

/// What both kinds of virtual port share.
abstract sealed class VirtualPort implements DriverPort permits VirtualCapturePort, VirtualPlaybackPort {
    private final String name;
    private final VirtualDriver driver;

    VirtualPort(String name, VirtualDriver driver) {
        this.name = name;
        this.driver = driver;
    }

    @Override
    public final String name() {
        return name;
    }

    /// A virtual sample is heard and played at the very time of its cycle.
    @Override
    public final int latencyFrames() {
        return 0;
    }

    @Override
    public final void close() {
        driver.remove(this);
    }
}
