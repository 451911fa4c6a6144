package tutti.engine.driver.jack;

import tutti.engine.driver.CapturePort;
import tutti.engine.driver.DriverPort;
import tutti.engine.driver.PlaybackPort;
import tutti.plugins.api.RealTimeSafe;

/// One of our ports, from open to close, whichever client carries it at the time. The process thread lends it the
/// address of its samples for the length of a cycle; at all other times it has none, and sound goes nowhere.
abstract sealed class JackPort implements DriverPort {
    /// What a port asks of its driver. Thread: any but the callback.
    interface Owner {
        void close(JackPort port);

        int latencyFrames(JackPort port);
    }

    private final String name;
    private final Owner owner;

    /// Address of this cycle's samples, 0 outside a cycle. The process thread alone touches it.
    long samples;

    private JackPort(String name, Owner owner) {
        this.name = name;
        this.owner = owner;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final int latencyFrames() {
        return owner.latencyFrames(this);
    }

    @Override
    public final void close() {
        owner.close(this);
    }

    /// The `JackPortFlags` to register it with.
    abstract int flags();

    /// The direction in which its latency counts.
    abstract int latencyMode();

    /// Begins a cycle. RT-safe: yes.
    @RealTimeSafe
    final void enter(long address) {
        samples = address;
    }

    /// Ends a cycle. RT-safe: yes.
    ///
    /// @param silence zeros, at least `numFrames`
    /// @param isFaulty whether this cycle's sound is not to be trusted
    @RealTimeSafe
    abstract void leave(float[] silence, int numFrames, boolean isFaulty);

    static final class Capture extends JackPort implements CapturePort {
        Capture(String name, Owner owner) {
            super(name, owner);
        }

        @Override
        int flags() {
            return LibJack.PORT_IS_INPUT;
        }

        @Override
        int latencyMode() {
            return LibJack.CAPTURE_LATENCY;
        }

        @Override
        @RealTimeSafe
        public void read(float[] into, int offsetFrames, int numFrames) {
            if (samples != 0) {
                LibJack.copyOut(samples, into, offsetFrames, numFrames);
                return;
            }
            for (int i = offsetFrames; i < offsetFrames + numFrames; i++) {
                into[i] = 0;
            }
        }

        @Override
        @RealTimeSafe
        void leave(float[] silence, int numFrames, boolean isFaulty) {
            samples = 0;
        }
    }

    static final class Playback extends JackPort implements PlaybackPort {
        private boolean isWritten;

        Playback(String name, Owner owner) {
            super(name, owner);
        }

        @Override
        int flags() {
            return LibJack.PORT_IS_OUTPUT;
        }

        @Override
        int latencyMode() {
            return LibJack.PLAYBACK_LATENCY;
        }

        @Override
        @RealTimeSafe
        public void write(float[] from, int offsetFrames, int numFrames) {
            if (samples != 0) {
                LibJack.copyIn(from, offsetFrames, samples, numFrames);
                isWritten = true;
            }
        }

        @Override
        @RealTimeSafe
        void leave(float[] silence, int numFrames, boolean isFaulty) {
            if (samples != 0 && (isFaulty || !isWritten)) {
                LibJack.copyIn(silence, 0, samples, numFrames);
            }
            isWritten = false;
            samples = 0;
        }
    }
}
