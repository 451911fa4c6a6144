package tutti.engine;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import tutti.codecs.opus.OpusLibrary;
import tutti.codecs.pcm.PcmCodec;
import tutti.engine.driver.virtual.SineSource;
import tutti.engine.driver.virtual.VirtualOptions;
import tutti.engine.os.WakeSignal;
import tutti.engine.receive.BufferTarget;
import tutti.engine.rehearsal.Rehearsal;
import tutti.nat.impair.Impairment;
import tutti.nat.impair.JitterLaw;
import tutti.nat.link.PeerIdentity;

/// Runs the whole path before the first real period, so that the JIT has compiled it when the music starts: two
/// engines in a rehearsal, with losses, at two sample rates, in every codec.
///
/// Takes as long as it takes to run [#CYCLES] cycles, or [#MAX_NS] at most, on a thread of its own: the rest of the
/// start needs one core, and most computers have more.
public final class WarmUp {
    /// The JIT's last stage begins after 10,000 to 15,000 invocations or loop turns.
    static final int CYCLES = 12_000;

    /// The first callbacks are no slower after 0.4 s than after 1.2 s, on two cores that have all else of a start to
    /// do.
    static final long MAX_NS = 400_000_000;

    private static final long SLICE_NS = 50_000_000;
    private static final int SLICES = 60;
    private static final double SINE_HZ = 440;

    /// What the JIT has compiled serves every engine of the process: once is enough.
    private static final FutureTask<@Nullable Void> ONCE = new FutureTask<>(() -> run(MAX_NS), null);

    private WarmUp() {}

    /// Begins, if nobody has; returns at once. Thread: any.
    public static void begin() {
        Thread.ofPlatform().daemon().name("tutti-warm-up").start(ONCE);
    }

    /// Waits for the end, or does it here if nobody has begun. Thread: any but the callback.
    public static void await() {
        ONCE.run();
        try {
            ONCE.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed.getCause());
        }
    }

    /// Runs all of it, however long it takes. Thread: any but the callback.
    public static void runWhole() {
        run(Long.MAX_VALUE);
    }

    private static void run(long maxNs) {
        // Both take a while, and the start needs them soon.
        WakeSignal.create().close();
        OpusLibrary.find();
        long beganNs = System.nanoTime();
        long cycles = 0;
        while (cycles < CYCLES && System.nanoTime() - beganNs < maxNs) {
            for (PcmCodec codec : PcmCodec.values()) {
                cycles += rehearse(codec, cycles, beganNs, maxNs);
            }
        }
    }

    private static long rehearse(PcmCodec codec, long seed, long beganNs, long maxNs) {
        try (Rehearsal rehearsal = new Rehearsal(PcmCodec.set(), seed)) {
            rehearsal
                    .network()
                    .impair(Impairment.NONE
                            .withDelayNs(1_000_000)
                            .withJitter(JitterLaw.NORMAL, 200_000)
                            .withLoss(0.05, 2));
            Rehearsal.Player host = rehearsal.host(config("a", codec), options(48_000), sentence -> {});
            Rehearsal.Player joiner = rehearsal.join(config("b", codec), options(48_000), sentence -> {});
            rehearsal.join(config("c", codec), options(44_100), sentence -> {});
            for (int slice = 0; slice < SLICES && System.nanoTime() - beganNs < maxNs; slice++) {
                rehearsal.run(SLICE_NS);
                host.engine().snapshot();
            }
            return host.driver().cycles() + joiner.driver().cycles();
        }
    }

    private static EngineConfig config(String name, PcmCodec codec) {
        return new EngineConfig(
                new PeerIdentity(name.repeat(32), name),
                List.of(new EngineConfig.Track("main", 2, codec)),
                BufferTarget.AUTO);
    }

    private static VirtualOptions options(int rateHz) {
        return VirtualOptions.of(rateHz, 64).withSource(new SineSource(SINE_HZ, 0.5F, rateHz));
    }
}
