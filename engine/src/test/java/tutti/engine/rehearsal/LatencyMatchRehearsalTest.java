package tutti.engine.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import tutti.codecs.pcm.PcmCodec;
import tutti.engine.EngineConfig;
import tutti.engine.desk.BusId;
import tutti.engine.desk.Desk;
import tutti.engine.desk.LatencyMatch;
import tutti.engine.desk.LatencySettings;
import tutti.engine.desk.StripId;
import tutti.engine.driver.virtual.MemorySink;
import tutti.engine.driver.virtual.NoiseSource;
import tutti.engine.driver.virtual.VirtualOptions;
import tutti.engine.receive.BufferTarget;
import tutti.nat.impair.Impairment;
import tutti.nat.link.PeerIdentity;

/// Three real engines: bob is near, eve is far, and alice wants to hear both equally late.
class LatencyMatchRehearsalTest {
    private static final long MS = 1_000_000;
    private static final int RATE_HZ = 48_000;
    private static final int PERIOD = 64;
    private static final double PERIOD_MS = 1e3 * PERIOD / RATE_HZ;
    private static final double TARGET_MS = 30;
    private static final NoiseSource BOB_PLAYS = new NoiseSource(2);
    private static final NoiseSource EVE_PLAYS = new NoiseSource(3);
    private static final NoiseSource ALICE_PLAYS = new NoiseSource(4);

    @Test
    void shouldLetTwoPlayersOfDifferentDelayBeHeardEquallyLate() {
        MemorySink sink = new MemorySink(List.of("monitor_1"), 9 * RATE_HZ);
        try (Rehearsal rehearsal = new Rehearsal(PcmCodec.set(), 1)) {
            Rehearsal.Player alice =
                    rehearsal.host(config("alice", "a"), options(ALICE_PLAYS).withSink(sink), sentence -> {});
            Rehearsal.Player bob = rehearsal.join(config("bob", "b"), options(BOB_PLAYS), sentence -> {});
            Rehearsal.Player eve = rehearsal.join(config("eve", "e"), options(EVE_PLAYS), sentence -> {});
            delay(rehearsal, alice, bob, 4 * MS);
            delay(rehearsal, alice, eve, 17 * MS);
            Desk desk = alice.engine().desk();
            desk.bus(BusId.MONITOR, bus -> bus.withLimited(false));
            LatencyMatch match = new LatencyMatch(desk, alice.engine()::latenciesMs, rehearsal::nowNs);
            run(rehearsal, match, 4_000);
            double bobBeforeMs = heardMs(sink, BOB_PLAYS);
            double eveBeforeMs = heardMs(sink, EVE_PLAYS);
            assertEquals(13, eveBeforeMs - bobBeforeMs, 2 * PERIOD_MS);

            assertTrue(match.suggestedMs() > eveBeforeMs && match.suggestedMs() < eveBeforeMs + 5);
            match.set(_ -> new LatencySettings(true, TARGET_MS, false));
            run(rehearsal, match, 2_000);
            assertEquals(TARGET_MS, heardMs(sink, BOB_PLAYS), PERIOD_MS);
            assertEquals(TARGET_MS, heardMs(sink, EVE_PLAYS), PERIOD_MS);

            desk.send(new StripId.Local("main"), BusId.MONITOR, send -> send.withOn(true));
            match.set(settings -> settings.withOwnDelayed(true));
            run(rehearsal, match, 2_000);
            assertEquals(TARGET_MS, heardMs(sink, ALICE_PLAYS), PERIOD_MS);
            assertEquals(TARGET_MS, heardMs(sink, BOB_PLAYS), PERIOD_MS);
        }
    }

    private static void run(Rehearsal rehearsal, LatencyMatch match, int ms) {
        for (int passed = 0; passed < ms; passed += 50) {
            rehearsal.run(50 * MS);
            match.review();
        }
    }

    private static void delay(Rehearsal rehearsal, Rehearsal.Player one, Rehearsal.Player other, long delayNs) {
        Impairment far = Impairment.NONE.withDelayNs(delayNs);
        rehearsal.network().impair(one.port().localAddress(), other.port().localAddress(), far);
        rehearsal.network().impair(other.port().localAddress(), one.port().localAddress(), far);
    }

    /// How late a noise is in the last quarter of a second of the monitor: where what was heard is most like it. All
    /// engines began together, so that frames of the same number are of the same time.
    private static double heardMs(MemorySink sink, NoiseSource played) {
        int end = (int) sink.numFrames();
        int frames = RATE_HZ / 4;
        float[] heard = sink.samples("monitor_1");
        double most = 0;
        int best = 0;
        for (int lag = 0; lag < RATE_HZ / 10; lag++) {
            double likeness = 0;
            for (int i = end - frames; i < end; i++) {
                likeness += heard[i] * played.sample(0, i - lag);
            }
            if (likeness > most) {
                most = likeness;
                best = lag;
            }
        }
        return 1e3 * best / RATE_HZ;
    }

    private static VirtualOptions options(NoiseSource plays) {
        return VirtualOptions.of(RATE_HZ, PERIOD).withSource(plays);
    }

    private static EngineConfig config(String name, String id) {
        return new EngineConfig(
                new PeerIdentity(id.repeat(32), name),
                List.of(new EngineConfig.Track("main", 1, PcmCodec.L24)),
                BufferTarget.AUTO);
    }
}
