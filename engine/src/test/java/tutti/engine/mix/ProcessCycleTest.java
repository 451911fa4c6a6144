package tutti.engine.mix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import tutti.engine.driver.CapturePort;
import tutti.engine.driver.DriverFormat;
import tutti.engine.fake.FakePort;
import tutti.engine.os.WakeSignal;
import tutti.engine.ring.BlockPoller;
import tutti.engine.ring.BlockRing;
import tutti.engine.send.CaptureTap;

class ProcessCycleTest {
    private static final int PERIOD = 64;
    private static final DriverFormat FORMAT = new DriverFormat(48_000, PERIOD);

    private final CycleTimer timer = new CycleTimer();
    private long nowNs;
    private final ProcessCycle cycle = new ProcessCycle(() -> nowNs += 5_000, timer);
    private final FakePort left = new FakePort("monitor_1").filledWith(9);
    private final FakePort right = new FakePort("monitor_2").filledWith(9);
    private long captureFrame;

    @Test
    void shouldDoNothingWithoutAPlan() {
        cycle.process(DriverFormat.MAX_PERIOD_FRAMES, 0, 0);

        assertEquals(0, left.writes);
        assertEquals(6, timer.percentileUs(1));
    }

    @Test
    void shouldPlayEachTrackDryAndTheirSumOnTheMonitor() {
        PlayingStream stereo = new PlayingStream(2, 0.25f, -0.125f);
        PlayingStream mono = new PlayingStream(1, 0.5f);
        run(PlainMix.of(null, List.of(stereo.input, mono.input), List.of(left, right), FORMAT), stereo, mono);

        assertEquals(0.25f, stereo.ports[0].samples[PERIOD - 1]);
        assertEquals(-0.125f, stereo.ports[1].samples[PERIOD - 1]);
        assertEquals(0.5f, mono.ports[0].samples[PERIOD - 1]);
        assertEquals(0.75f, left.samples[PERIOD - 1]);
        assertEquals(0.375f, right.samples[PERIOD - 1]);
    }

    @Test
    void shouldSpreadManyChannelsOverBothSides() {
        PlayingStream four = new PlayingStream(4, 0.5f, 0.25f, 0.125f, 0.0625f);
        run(PlainMix.of(null, List.of(four.input), List.of(left, right), FORMAT), four);

        assertEquals(0.625f, left.samples[0]);
        assertEquals(0.3125f, right.samples[0]);
    }

    @Test
    void shouldPlayTracksWhereThereIsNoMonitor() {
        PlayingStream mono = new PlayingStream(1, 0.5f);
        run(PlainMix.of(null, List.of(mono.input), List.of(), FORMAT), mono);

        assertEquals(0.5f, mono.ports[0].samples[0]);
    }

    @Test
    void shouldPlaySilenceOnTheMonitorWhenNobodyIsHere() {
        cycle.plan(PlainMix.of(null, List.of(), List.of(left, right), FORMAT));
        cycle.process(PERIOD, 0, 0);

        assertEquals(0f, left.samples[0]);
        assertEquals(0f, right.samples[PERIOD - 1]);
        assertEquals(9f, right.samples[PERIOD], "and no more than a period of it");
    }

    @Test
    void shouldMeterWhatItPlays() {
        PlayingStream stereo = new PlayingStream(2, 0.5f, 0.5f);
        run(PlainMix.of(null, List.of(stereo.input), List.of(left, right), FORMAT), stereo);

        assertEquals(-6.02, stereo.meter.takeLevel().peakDb(), 0.01);
    }

    @Test
    void shouldCaptureWhatIsSent() {
        BlockRing ring = new BlockRing(4, 1, PERIOD);
        BlockPoller poller = ring.newPoller();
        FakePort capture = new FakePort("send_main_1").filledWith(0.5f);
        CaptureTap tap = new CaptureTap(new CapturePort[] {capture}, ring, WakeSignal.none());
        cycle.plan(PlainMix.of(tap, List.of(), List.of(), FORMAT));
        cycle.process(32, 777, 999);
        int blocks = poller.poll(block -> {
            assertEquals(32, block.numFrames);
            assertEquals(777, block.cycleStartNs);
            assertEquals(999, block.captureFrame);
            assertEquals(0.5f, block.planar[0][31]);
            assertEquals(0f, block.planar[0][32]);
        });

        assertEquals(1, blocks);
    }

    @Test
    void shouldFollowAnotherPlanFromTheNextCycleOn() {
        FakePort other = new FakePort("other_1");
        cycle.plan(PlainMix.of(null, List.of(), List.of(left, right), FORMAT));
        cycle.process(PERIOD, 0, 0);
        cycle.plan(PlainMix.of(null, List.of(), List.of(other, right), FORMAT));
        cycle.process(PERIOD, 0, PERIOD);

        assertEquals(1, left.writes);
        assertEquals(1, other.writes);
        assertTrue(timer.maxUs() > 0);
    }

    @Test
    void shouldFadeWhatIsNotToBeHeardAndBringItBack() {
        PlayingStream mono = new PlayingStream(1, 0.5f);
        MixPlan plan = PlainMix.of(null, List.of(mono.input), List.of(left, right), FORMAT);
        run(plan, mono);
        mono.input.heard(false);
        next(mono);
        assertEquals(0.5f, mono.ports[0].samples[0]);
        assertEquals(0.25f, mono.ports[0].samples[PERIOD / 2]);
        next(mono);
        assertEquals(0f, mono.ports[0].samples[0]);
        assertEquals(0f, left.samples[PERIOD - 1]);
        mono.input.heard(true);
        next(mono);
        next(mono);
        assertEquals(0.5f, mono.ports[0].samples[0]);
    }

    /// Enough cycles for the streams to be listened to and faded in.
    private void run(MixPlan plan, PlayingStream... streams) {
        cycle.plan(plan);
        for (int i = 0; i < 400; i++) {
            next(streams);
        }
    }

    private void next(PlayingStream... streams) {
        long startNs = captureFrame * 1_000_000_000L / 48_000;
        cycle.process(PERIOD, startNs, captureFrame);
        for (PlayingStream stream : streams) {
            stream.send(PERIOD, startNs + 100_000);
        }
        captureFrame += PERIOD;
    }
}
