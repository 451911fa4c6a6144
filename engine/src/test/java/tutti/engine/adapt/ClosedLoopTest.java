package tutti.engine.adapt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.codecs.pcm.PcmCodec;
import tutti.engine.receive.BufferTarget;
import tutti.engine.send.SendMode;

class ClosedLoopTest {
    private static final SendMode PLAIN = SendMode.plain(PcmCodec.L24);

    private static PathModel model(long seed) {
        return new PathModel(seed, BufferTarget.AUTO, AdaptSettings.ON);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldLeaveACleanPathAlone(long seed) {
        PathModel model = model(seed);
        model.run(60);

        assertEquals(List.of(), model.chosen);
        assertEquals(PLAIN, model.mode());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldSettleOnWhatANarrowPathCarries(long seed) {
        PathModel model = model(seed).carrying(1.5e6, 100);
        model.run(3);

        assertEquals("opus 256k", model.adaptation.tracks().getFirst().codec());
        assertEquals(0, model.mode().copies());
        assertTrue(
                model.sentences.getFirst().startsWith("bob: the path cannot carry L24 ("), model.sentences.getFirst());

        model.run(117);
        // Tries L16 after 20 s, and after 40 s more, and after 80 s more, which each fail.
        int changes = model.changesAfter(3);
        assertTrue(changes >= 2 && changes <= 8, "up and down: " + model.chosen);
        assertTrue(model.chosen.stream().allMatch(one -> one.mode().copies() == 0), "copies: " + model.chosen);
        assertTrue(inSeconds(model, "L16") < 8, "too long too much: " + model.chosen);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldComeBackWhenThePathDoes(long seed) {
        PathModel model = model(seed).carrying(1.5e6, 100);
        model.run(10);
        model.carrying(10e6, 100);
        model.run(110);

        assertEquals(PLAIN, model.mode());
        assertEquals(2, model.adaptation.tracks().getFirst().stepsUp(), () -> model.chosen.toString());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void shouldSendACopyWhereSingleOnesAreLost(long seed) {
        PathModel model = model(seed).losing(0.02, 1);
        model.run(2);

        assertEquals(new SendMode(PcmCodec.L24, 1, 0), model.mode());
        model.run(60);
        assertEquals(1, model.chosen.size(), () -> model.chosen.toString());
        assertEquals(List.of(), model.sentences);

        model.losing(0, 1);
        model.run(60);
        assertEquals(PLAIN, model.mode());
        assertEquals(2, model.chosen.size(), () -> model.chosen.toString());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldReachOverTheBurstsThatTheBufferAllows(long seed) {
        // 6 ms are 4.5 packets; of bursts of 2.5 on average, a copy 4 back repairs 87 %.
        PathModel model = new PathModel(seed, new BufferTarget.Fixed(6), AdaptSettings.ON).losing(0.015, 2.5);
        model.run(60);

        SendMode mode = model.mode();
        assertEquals(1, mode.copies(), () -> model.chosen.toString());
        assertEquals(4, mode.nearCopy(), () -> model.chosen.toString());
        assertTrue(model.changesAfter(5) <= 2, () -> model.chosen.toString());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldSendTwoCopiesWhereManyAreLostInBursts(long seed) {
        PathModel model = new PathModel(seed, new BufferTarget.Fixed(6), AdaptSettings.ON).losing(0.06, 2);
        model.run(30);

        assertEquals(2, model.mode().copies(), () -> model.chosen.toString());
        assertTrue(model.mode().farCopy() >= 3, () -> model.chosen.toString());
        assertEquals(0, model.adaptation.tracks().getFirst().stepsDown());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldTakeBackCopiesThatFillThePath(long seed) {
        // L24 takes 2.7 Mbit/s, and 5 with a copy.
        PathModel model = model(seed).losing(0.02, 1).carrying(3.5e6, 80);
        model.run(60);

        assertEquals(0, model.adaptation.tracks().getFirst().stepsDown(), () -> model.chosen.toString());
        assertTrue(model.chosen.size() >= 2 && model.chosen.size() <= 6, () -> model.chosen.toString());
        assertTrue(model.chosen.stream().anyMatch(one -> one.mode().copies() > 0));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldFindAPolicerOut(long seed) {
        PathModel model = model(seed).carrying(1.5e6, 20);
        model.polices = true;
        model.run(15);

        assertEquals("opus 256k", model.adaptation.tracks().getFirst().codec(), () -> model.chosen.toString());
        assertEquals(0, model.mode().copies());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldKeepTheQualityOnABadRadio(long seed) {
        PathModel model = model(seed).losing(0.15, 1);
        model.run(60);

        assertEquals(PcmCodec.L24, model.mode().codec(), () -> model.chosen.toString());
        assertTrue(model.mode().copies() > 0, () -> model.chosen.toString());
        assertTrue(model.chosen.size() <= 6, () -> model.chosen.toString());
    }

    @Test
    void shouldNotStepDownForAnOutage() {
        PathModel model = model(1);
        model.run(20);
        model.losing(1, 1);
        model.run(1);
        model.losing(0, 1);
        model.run(40);

        assertEquals(List.of(), model.chosen);
    }

    @Test
    void shouldKeepUnderTheCeiling() {
        PathModel model = new PathModel(1, BufferTarget.AUTO, new AdaptSettings(true, 3_000)).losing(0.02, 1);
        model.run(20);
        assertEquals(PLAIN, model.mode());

        PathModel narrow = new PathModel(1, BufferTarget.AUTO, new AdaptSettings(true, 2_500));
        assertEquals(SendMode.plain(PcmCodec.L16), narrow.mode());
        assertEquals(
                List.of("bob: --max-bandwidth 2500 does not carry L24; sending L16."),
                narrow.adaptation.openingSentences());
        narrow.run(60);
        assertEquals(List.of(), narrow.chosen);

        PathModel tight = new PathModel(1, BufferTarget.AUTO, new AdaptSettings(true, 64));
        assertEquals("opus 96k", tight.adaptation.tracks().getFirst().codec());
    }

    private static double inSeconds(PathModel model, String codec) {
        double sum = 0;
        for (int i = 0; i < model.chosen.size(); i++) {
            if (model.chosen.get(i).codec().equals(codec)) {
                double end =
                        i + 1 < model.chosen.size() ? model.chosen.get(i + 1).seconds() : model.seconds();
                sum += end - model.chosen.get(i).seconds();
            }
        }
        return sum;
    }
}
