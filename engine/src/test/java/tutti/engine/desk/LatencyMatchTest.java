package tutti.engine.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LatencyMatchTest {
    private static final StripId BOB = new StripId.Remote("bob", "main");
    private static final StripId EVE = new StripId.Remote("eve", "main");
    private static final StripId OWN = new StripId.Local("main");

    private final MixerRig rig = new MixerRig();
    private final Map<StripId, Double> latenciesMs = new HashMap<>();
    private long nowNs;
    private final LatencyMatch match = new LatencyMatch(rig.desk, () -> latenciesMs, () -> nowNs);

    private void later(long ms) {
        nowNs += ms * 1_000_000;
        match.review();
    }

    private void comes(StripId strip, double latencyMs) {
        rig.attach(strip, 1);
        latenciesMs.put(strip, latencyMs);
    }

    @Test
    void shouldPadEverybodyToTheTarget() {
        comes(BOB, 12);
        comes(EVE, 25);
        comes(OWN, 1);
        match.set(_ -> new LatencySettings(true, 30, false));
        later(0);
        assertEquals(List.of(18.0, 5.0, 0.0), paddings());
        assertEquals(30, match.heardMs(BOB));
        match.set(settings -> settings.withOwnDelayed(true));
        later(0);
        assertEquals(List.of(18.0, 5.0, 29.0), paddings());
        match.set(settings -> settings.withMatched(false));
        later(0);
        assertEquals(List.of(0.0, 0.0, 0.0), paddings());
    }

    private List<Double> paddings() {
        return List.of(match.paddingMs(BOB), match.paddingMs(EVE), match.paddingMs(OWN));
    }

    @Test
    void shouldSuggestATargetThatEverybodyMeets() {
        assertEquals(0, match.suggestedMs());
        comes(OWN, 90);
        comes(BOB, 12.3);
        comes(EVE, 25.2);
        later(0);
        assertEquals(28, match.suggestedMs(), "25.2 ms, 2.5 ms of margin, rounded up");
        match.set(settings -> settings.withMatched(true));
        later(0);
        assertEquals(28, match.settings().targetMs(), "none was chosen");
        comes(new StripId.Remote("far", "main"), 40);
        later(1_000);
        assertEquals(44, match.suggestedMs());
        assertEquals(28, match.settings().targetMs(), "a target does not move by itself");
        assertEquals(List.of(new StripId.Remote("far", "main")), match.late());
    }

    @Test
    void shouldWaitForSomebodyToBeHeardBeforeItChoosesATarget() {
        match.set(settings -> settings.withMatched(true));
        later(0);
        assertEquals(0, match.settings().targetMs());
        comes(BOB, 10);
        later(1_000);
        assertEquals(12, match.settings().targetMs());
    }

    @Test
    void shouldFollowWhatWandersAndNotWhatTrembles() {
        comes(BOB, 12);
        match.set(_ -> new LatencySettings(true, 30, false));
        later(0);
        latenciesMs.put(BOB, 12.6);
        later(1_000);
        assertEquals(18, match.paddingMs(BOB), "less than half a period");
        latenciesMs.put(BOB, 13.0);
        later(1_000);
        assertEquals(17, match.paddingMs(BOB));
        latenciesMs.put(BOB, 15.0);
        later(300);
        assertEquals(17, match.paddingMs(BOB), "not twice in half a second");
        later(300);
        assertEquals(15, match.paddingMs(BOB));
        latenciesMs.remove(BOB);
        later(1_000);
        assertEquals(15, match.paddingMs(BOB), "until it is known again");
        latenciesMs.put(BOB, 31.0);
        later(1_000);
        assertEquals(0, match.paddingMs(BOB));
    }

    @Test
    void shouldForgetWhoLeaves() {
        comes(BOB, 12);
        match.set(_ -> new LatencySettings(true, 30, false));
        later(0);
        rig.desk.detach(BOB);
        later(1_000);
        assertEquals(0, match.paddingMs(BOB));
    }

    /// A delay that is set on a strip comes on top.
    @Test
    void shouldDelayTheSoundBySoMuch() {
        MixerRig.Sound bob = rig.attach(BOB, 2);
        latenciesMs.put(BOB, 10.0);
        rig.desk.strip(BOB, strip -> strip.withDelayMs(5));
        match.set(_ -> new LatencySettings(true, 30, false));
        later(0);
        for (int n = 0; n < 100; n++) {
            rig.turn();
        }
        Arrays.fill(bob.next[0], 0);
        bob.next[0][0] = 1;
        int frames = 0;
        while (frames < 10_000 && rig.heard("monitor_1")[frames % MixerRig.PERIOD] == 0) {
            frames++;
            if (frames % MixerRig.PERIOD == 0 || frames == 1) {
                rig.turn();
                bob.next[0][0] = 0;
            }
        }
        assertEquals(25 * 48, frames);
    }

    @Test
    void shouldRefuseWhatNobodyCanPlayWith() {
        assertEquals(
                "A target latency goes from 0 to 300 ms, not to 301.0.",
                assertThrows(IllegalArgumentException.class, () -> new LatencySettings(true, 301, false))
                        .getMessage());
    }
}
