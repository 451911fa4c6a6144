package tutti.engine.adapt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tutti.codecs.AudioCodec;
import tutti.codecs.CodecSet;
import tutti.codecs.pcm.PcmCodec;
import tutti.engine.driver.DriverFormat;

class QualityLadderTest {
    private static List<String> names(AudioCodec configured, int channels, int rateHz, CodecSet codecs) {
        QualityLadder ladder =
                QualityLadder.of(configured, channels, new DriverFormat(rateHz, 64), codecs, Ladders.OPUS);
        List<String> names = new ArrayList<>();
        for (int level = 0; level < ladder.size(); level++) {
            names.add(ladder.at(level).name());
        }
        assertEquals(names.getLast(), ladder.at(99).name());
        return names;
    }

    @Test
    void shouldBeginAtWhatWasConfigured() {
        CodecSet all = PcmCodec.set();

        assertEquals(List.of("L32F", "L24", "L16", "opus 256k", "opus 96k"), names(PcmCodec.L32F, 2, 48_000, all));
        assertEquals(List.of("L24", "L16", "opus 128k", "opus 48k"), names(PcmCodec.L24, 1, 48_000, all));
        assertEquals(List.of("opus 256k", "opus 96k"), names(new Ladders.Named(128_000), 2, 48_000, all));
        assertEquals(List.of("opus 96k"), names(new Ladders.Named(48_000), 2, 48_000, all));
    }

    @Test
    void shouldSkipWhatDoesNotFit() {
        assertEquals(List.of("L24", "L16"), names(PcmCodec.L24, 3, 48_000, PcmCodec.set()), "three channels");
        assertEquals(List.of("L24", "L16"), names(PcmCodec.L24, 2, 44_100, PcmCodec.set()), "44.1 kHz");
        assertEquals(
                List.of("L32F", "L24", "opus 256k", "opus 96k"),
                names(PcmCodec.L32F, 2, 48_000, new CodecSet(List.of(PcmCodec.L24, PcmCodec.L32F))));
    }

    @Test
    void shouldReckonWithEveryHeader() {
        AdaptiveTrack track = Ladders.stereo("main", 1, PcmCodec.L24);

        assertEquals(750 * (384 + 72) * 8, track.bitsPerSecond(track.ladder().at(0), 0), 1e-3);
        assertEquals(
                750 * (2 * 384 + 5 + 72) * 8, track.bitsPerSecond(track.ladder().at(0), 1), 1e-3);
        assertEquals(
                750 * 1_200 * 8 + 750 * 28 * 8,
                track.bitsPerSecond(track.ladder().at(0), 2),
                1e-3,
                "full");
        assertEquals(256_000 + 400 * 72 * 8, track.bitsPerSecond(track.ladder().at(2), 0), 1e-3);
    }

    @Test
    void shouldKnowNoRateOfWhatItDoesNotHave() {
        assertThrows(
                IllegalArgumentException.class,
                () -> CompressedCodecs.NONE.bitsPerSecond(new Ladders.Named(48_000), 2));
        assertEquals(List.of(), CompressedCodecs.NONE.codecs(2));
    }
}
