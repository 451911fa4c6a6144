package tutti.nat.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/// The SHA-256 vectors of RFC 5869, appendix A (https://www.rfc-editor.org/rfc/rfc5869#appendix-A).
class HkdfTest {
    private static String hkdf(String keyHex, String saltHex, String infoHex, int numBytes) {
        HexFormat hex = HexFormat.of();
        return hex.formatHex(Hkdf.sha256(hex.parseHex(keyHex), hex.parseHex(saltHex), hex.parseHex(infoHex), numBytes));
    }

    private static String range(int from, int to) {
        StringBuilder hex = new StringBuilder();
        for (int i = from; i <= to; i++) {
            hex.append(String.format("%02x", i));
        }
        return hex.toString();
    }

    @Test
    void shouldMatchTestCase1() {
        assertEquals(
                "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
                hkdf("0b".repeat(22), range(0x00, 0x0c), range(0xf0, 0xf9), 42));
    }

    @Test
    void shouldMatchTestCase2() {
        assertEquals(
                "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09"
                        + "da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87",
                hkdf(range(0x00, 0x4f), range(0x60, 0xaf), range(0xb0, 0xff), 82));
    }

    @Test
    void shouldMatchTestCase3WithoutSaltAndInfo() {
        assertEquals(
                "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8",
                hkdf("0b".repeat(22), "", "", 42));
    }
}
