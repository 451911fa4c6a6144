package tutti.codecs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.codecs.pcm.PcmCodec;

class CodecSetTest {
    private final CodecSet set = PcmCodec.set();

    @ParameterizedTest
    @EnumSource
    void shouldFindEachCodecByNameAndPayloadType(PcmCodec codec) {
        assertSame(codec, set.byName(codec.name()).orElseThrow());
        assertSame(codec, set.byPayloadType(codec.payloadType()).orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"l24", "L24"})
    void shouldNotDistinguishUpperAndLowerCase(String name) {
        assertSame(PcmCodec.L24, set.byName(name).orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "L2", "L244", " L24", "opus"})
    void shouldNotFindWhatIsNotInTheSet(String name) {
        assertTrue(set.byName(name).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 95, 99, 128})
    void shouldNotFindOtherPayloadTypes(int payloadType) {
        assertTrue(set.byPayloadType(payloadType).isEmpty());
    }

    @Test
    void shouldListTheNamesForASentence() {
        assertEquals("L16, L24, L32F", set.names());
    }

    @Test
    void shouldRefuseTheSameCodecTwice() {
        assertThrows(IllegalArgumentException.class, () -> new CodecSet(List.of(PcmCodec.L16, PcmCodec.L16)));
    }

    @ParameterizedTest
    @EnumSource
    void shouldUseDynamicPayloadTypesClearOfRtcp(PcmCodec codec) {
        assertTrue(codec.payloadType() >= 96 && codec.payloadType() <= 127);
    }
}
