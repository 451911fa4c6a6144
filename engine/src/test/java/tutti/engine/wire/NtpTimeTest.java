package tutti.engine.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NtpTimeTest {
    @ParameterizedTest
    @CsvSource({
        "0,             0000000000000000",
        "1500000000,    0000000180000000",
        "250000000,     0000000040000000",
        "7000000000,    0000000700000000",
        "-500000000,    FFFFFFFF80000000",
        "-1000000000,   FFFFFFFF00000000"
    })
    void shouldCountSecondsAndTheirFractions(long ns, String ntp) {
        assertEquals(Long.parseUnsignedLong(ntp, 16), NtpTime.fromNs(ns));
        assertEquals(ns, NtpTime.toNs(NtpTime.fromNs(ns)));
    }

    @Test
    void shouldRestoreEveryNanosecond() {
        Random random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            long ns = random.nextLong(-1L << 60, 1L << 60);
            assertEquals(ns, NtpTime.toNs(NtpTime.fromNs(ns)));
        }
        assertEquals(999_999_999, NtpTime.toNs(NtpTime.fromNs(999_999_999)));
    }

    @Test
    void shouldTakeTheMiddle() {
        assertEquals(0x3344_5566, NtpTime.middle(0x1122_3344_5566_7788L));
        assertEquals(0xFF00_8000, NtpTime.middle(0x0000_FF00_8000_0000L));
    }

    @ParameterizedTest
    @CsvSource({"65536, 1000000000", "32768, 500000000", "1, 15258", "0, 0", "-65536, -1000000000"})
    void shouldConvertShortUnits(int units, long ns) {
        assertEquals(ns, NtpTime.shortToNs(units));
    }

    @ParameterizedTest
    @CsvSource({"1000000000, 65536", "500000000, 32768", "15259, 1", "15258, 0"})
    void shouldConvertToShortUnits(long ns, int units) {
        assertEquals(units, NtpTime.nsToShort(ns));
    }
}
