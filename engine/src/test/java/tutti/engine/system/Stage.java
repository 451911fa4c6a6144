package tutti.engine.system;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Assertions;
import tutti.codecs.CodecSet;
import tutti.codecs.opus.OpusCodec;
import tutti.codecs.pcm.PcmCodec;
import tutti.engine.rehearsal.Rehearsal;
import tutti.nat.impair.SimulatedNetwork;

/// A rehearsal whose musicians remember what they hear. Time passes only in [#run].
final class Stage implements AutoCloseable {
    /// What every engine can play.
    static final CodecSet CODECS = PcmCodec.set().plus(OpusCodec.find().orElseThrow());

    /// The resampler's delay at equal rates.
    static final int RESAMPLER_FRAMES = 16;

    private static final int DEFAULT_MEMORY_SECONDS = 20;

    private final Rehearsal world;
    private final int memorySeconds;
    private final List<Musician> musicians = new ArrayList<>();

    Stage(long seed) {
        this(seed, DEFAULT_MEMORY_SECONDS);
    }

    /// @param memorySeconds how long everybody's ears remember
    Stage(long seed, int memorySeconds) {
        world = new Rehearsal(CODECS, seed);
        this.memorySeconds = memorySeconds;
    }

    Musician host(Part part) {
        return enter(part, true);
    }

    Musician join(Part part) {
        return enter(part, false);
    }

    private Musician enter(Part part, boolean isHost) {
        Ear ear = new Ear(part.ears(), memorySeconds * part.options().format().sampleRateHz());
        List<String> notices = new ArrayList<>();
        Rehearsal.Player player = isHost
                ? world.host(part.config(), part.options(ear), notices::add)
                : world.join(part.config(), part.options(ear), notices::add);
        Musician musician = new Musician(part, player, ear, notices);
        musicians.add(musician);
        return musician;
    }

    Rehearsal world() {
        return world;
    }

    SimulatedNetwork network() {
        return world.network();
    }

    void run(double seconds) {
        world.run(Math.round(seconds * 1e9));
    }

    /// Runs until something is so.
    ///
    /// @return the seconds that took, to 10 ms
    double runUntil(String what, double maxSeconds, BooleanSupplier isSo) {
        for (int steps = 0; steps < maxSeconds * 100; steps++) {
            if (isSo.getAsBoolean()) {
                return steps / 100.0;
            }
            run(0.01);
        }
        return Assertions.fail("In " + maxSeconds + " s this has not come true: " + what);
    }

    void kill(Musician musician) {
        world.kill(musician.player());
        musicians.remove(musician);
    }

    void leave(Musician musician) {
        world.leave(musician.player());
        musicians.remove(musician);
    }

    /// Closes everything, after a look at whether some exception was swallowed on the way.
    @Override
    public void close() {
        List<Long> faults = musicians.stream()
                .map(musician -> musician.player().driver().counters().faults() + musician.errors())
                .toList();
        world.close();
        Assertions.assertTrue(faults.stream().allMatch(count -> count == 0), "faults and errors: " + faults);
    }
}
