package tutti.engine.control;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import tutti.engine.agent.Agent;
import tutti.engine.agent.AgentRunner;
import tutti.engine.agent.ErrorHandler;
import tutti.engine.control.midi.MidiDesk;
import tutti.engine.control.tree.ControlTree;
import tutti.engine.driver.AudioDriver;
import tutti.engine.driver.DriverException;
import tutti.engine.driver.MidiPorts;

/// What the driver has besides sound, on the tree of a running engine: its patchbay, and MIDI for control surfaces. On
/// one ordinary thread.
public final class DriverControl implements AutoCloseable {
    /// So long a control's move waits at most until it is done.
    private static final long TURN_NS = 5_000_000;

    /// How old what the patchbay shows may be.
    private static final long REFRESH_NS = 100_000_000;

    private final AgentRunner runner;

    private DriverControl(AgentRunner runner) {
        this.runner = runner;
    }

    /// Opens what the driver has, and serves it.
    ///
    /// @param midiFile where MIDI mappings are kept
    /// @param notices gets sentences for people
    public static DriverControl open(
            ControlTree tree,
            AudioDriver driver,
            Path midiFile,
            LongSupplier nanoClock,
            Consumer<String> notices,
            ErrorHandler errorHandler) {
        PatchNodes patch =
                driver.patchbay().map(bay -> new PatchNodes(tree, bay)).orElse(null);
        MidiDesk midi = openMidi(driver, notices)
                .map(ports -> new MidiDesk(tree, ports, midiFile, nanoClock.getAsLong(), notices))
                .orElse(null);
        return new DriverControl(new AgentRunner(new Turning(patch, midi, nanoClock), 0, errorHandler).start());
    }

    /// A sound server without another port is no reason not to play.
    private static Optional<MidiPorts> openMidi(AudioDriver driver, Consumer<String> notices) {
        try {
            return driver.openMidi();
        } catch (DriverException refused) {
            notices.accept(String.valueOf(refused.getMessage()));
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        runner.close();
    }

    private static final class Turning implements Agent {
        private final @Nullable PatchNodes patch;
        private final @Nullable MidiDesk midi;
        private final LongSupplier nanoClock;
        private long dueNs;

        Turning(@Nullable PatchNodes patch, @Nullable MidiDesk midi, LongSupplier nanoClock) {
            this.patch = patch;
            this.midi = midi;
            this.nanoClock = nanoClock;
            this.dueNs = nanoClock.getAsLong();
        }

        @Override
        public String roleName() {
            return "tutti-driver-control";
        }

        @Override
        public int doWork() {
            LockSupport.parkNanos(TURN_NS);
            long nowNs = nanoClock.getAsLong();
            if (patch != null && dueNs - nowNs <= 0) {
                dueNs = nowNs + REFRESH_NS;
                patch.show();
            }
            return midi == null ? 0 : midi.turn(nowNs);
        }

        @Override
        public void onClose() {
            if (midi != null) {
                // What was changed in the last moment is kept.
                midi.turn(nanoClock.getAsLong());
            }
        }
    }
}
