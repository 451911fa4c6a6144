package tutti.engine.driver.jack;

import tutti.engine.driver.CapturePort;
import tutti.engine.driver.DriverPort;
import tutti.engine.driver.MidiRing;
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

    /// Whether it carries MIDI instead of sound.
    boolean isMidi() {
        return false;
    }

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

    /// Passes short messages on as they come. System exclusive ones, and those of the clock, are for nobody here.
    static final class MidiIn extends JackPort {
        private static final int REAL_TIME = 0xF0;

        private final LibJack lib;
        private final MidiRing ring;
        private final long event = LibJack.newMidiEvent();

        /// The process thread alone counts it.
        private long frame;

        MidiIn(String name, Owner owner, LibJack lib, MidiRing ring) {
            super(name, owner);
            this.lib = lib;
            this.ring = ring;
        }

        @Override
        boolean isMidi() {
            return true;
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
        void leave(float[] silence, int numFrames, boolean isFaulty) {
            int numEvents = samples == 0 ? 0 : lib.midiEventCount(samples);
            for (int i = 0; i < numEvents; i++) {
                if (lib.midiEvent(event, samples, i)) {
                    pass();
                }
            }
            frame += numFrames;
            samples = 0;
        }

        @RealTimeSafe
        private void pass() {
            long lengthBytes = LibJack.midiLengthBytes(event);
            int status = lengthBytes == 2 || lengthBytes == 3 ? LibJack.midiByte(event, 0) : 0;
            if (status >= 0x80 && status < REAL_TIME) {
                int second = lengthBytes == 3 ? LibJack.midiByte(event, 2) : 0;
                ring.offer(frame + LibJack.midiFrame(event), status, LibJack.midiByte(event, 1), second);
            }
        }
    }

    /// Sends what waits, all of it with the next period.
    static final class MidiOut extends JackPort {
        private static final int PROGRAM_CHANGE = 0xC0;
        private static final int CHANNEL_PRESSURE = 0xD0;

        private final LibJack lib;
        private final MidiRing ring;
        private final long bytes = LibJack.newMidiEvent();

        MidiOut(String name, Owner owner, LibJack lib, MidiRing ring) {
            super(name, owner);
            this.lib = lib;
            this.ring = ring;
        }

        @Override
        boolean isMidi() {
            return true;
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
        void leave(float[] silence, int numFrames, boolean isFaulty) {
            if (samples == 0) {
                return;
            }
            lib.midiClear(samples);
            boolean isTaken = true;
            long next = ring.poll();
            while (next != MidiRing.NONE && isTaken) {
                int status = (int) (next >> 16) & 0xFF;
                int kind = status & 0xF0;
                int lengthBytes = kind == PROGRAM_CHANGE || kind == CHANNEL_PRESSURE ? 2 : 3;
                isTaken =
                        lib.midiWrite(samples, bytes, status, (int) (next >> 8) & 0x7F, (int) next & 0x7F, lengthBytes);
                next = isTaken ? ring.poll() : MidiRing.NONE;
            }
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
