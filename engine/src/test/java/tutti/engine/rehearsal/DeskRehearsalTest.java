package tutti.engine.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tutti.codecs.pcm.PcmCodec;
import tutti.engine.EngineConfig;
import tutti.engine.desk.BusId;
import tutti.engine.desk.Desk;
import tutti.engine.desk.Send;
import tutti.engine.desk.StripId;
import tutti.engine.driver.DriverCounters;
import tutti.engine.driver.virtual.MemorySink;
import tutti.engine.driver.virtual.NoiseSource;
import tutti.engine.driver.virtual.VirtualOptions;
import tutti.engine.receive.BufferTarget;
import tutti.nat.link.PeerIdentity;

/// Two real engines and a desk that is never left alone.
class DeskRehearsalTest {
    private static final long MS = 1_000_000;
    private static final int SECONDS = 6;
    private static final List<String> HEARD = List.of("monitor_1", "monitor_2", "bob/main_1");
    private static final StripId BOB = new StripId.Remote("bob", "main");

    /// 500 edits a second of what does not concern the monitor, and buses that come and go: the
    /// monitor and the dry port sound to the bit as if nobody had touched anything, and no period is missed.
    @Test
    void shouldNotBeHeardWhenPlansAreSwappedWhileTheMusicPlays() {
        MemorySink untouched = play(false);
        MemorySink edited = play(true);

        for (String port : HEARD) {
            assertTrue(Arrays.equals(untouched.samples(port), edited.samples(port)), port);
        }
        float[] monitor = edited.samples("monitor_1");
        assertTrue(Math.abs(monitor[monitor.length - 100]) > 0, "something was heard");
    }

    private static MemorySink play(boolean isEdited) {
        MemorySink sink = new MemorySink(HEARD, SECONDS * 48_000);
        try (Rehearsal rehearsal = new Rehearsal(PcmCodec.set(), 1)) {
            Rehearsal.Player alice = rehearsal.host(
                    config("alice", "a"), VirtualOptions.of(48_000, 64).withSink(sink), sentence -> {});
            rehearsal.join(config("bob", "b"), VirtualOptions.of(48_000, 64).withSource(new NoiseSource(2)), s -> {});
            rehearsal.run(1_000 * MS);
            Desk desk = alice.engine().desk();
            assertTrue(desk.view().present().containsAll(List.of(BOB, new StripId.Local("main"))));
            Random random = new Random(3);
            for (int ms = 1_000; ms < SECONDS * 1_000; ms += 2) {
                if (isEdited) {
                    edit(desk, random);
                }
                rehearsal.run(2 * MS);
            }
            assertEquals(
                    new DriverCounters(alice.driver().counters().cycles(), 0, 0, 0),
                    alice.driver().counters());
        }
        return sink;
    }

    private static void edit(Desk desk, Random random) {
        BusId aux = new BusId("aux" + random.nextInt(2));
        switch (random.nextInt(6)) {
            case 0 -> desk.fader(new StripId.Local("main"), random.nextDouble(-60, 0));
            case 1 -> desk.strip(new StripId.Local("main"), strip -> strip.withPan(random.nextDouble(-1, 1)));
            case 2 -> desk.send(BOB, BusId.RECORD, send -> send.withLevelDb(random.nextDouble(-60, 0)));
            case 3 -> desk.bus(BusId.RECORD, bus -> bus.withPatched(random.nextBoolean()));
            case 4 -> desk.vca("band", group -> group.withFaderDb(random.nextDouble(-60, 0)));
            default -> {
                if (desk.view().graph().buses().containsKey(aux)) {
                    desk.removeBus(aux);
                } else {
                    desk.addBus(aux);
                    desk.send(BOB, aux, send -> Send.UNITY);
                }
            }
        }
    }

    private static EngineConfig config(String name, String id) {
        return new EngineConfig(
                new PeerIdentity(id.repeat(32), name),
                List.of(new EngineConfig.Track("main", 2, PcmCodec.L24)),
                BufferTarget.AUTO);
    }
}
