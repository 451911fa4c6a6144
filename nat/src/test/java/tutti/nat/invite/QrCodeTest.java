package tutti.nat.invite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.nat.identity.Fingerprint;

/// The codes are read by ZXing's own reader from pictures, as a telephone's camera would see them.
class QrCodeTest {
    private static final int PIXELS = 5;
    private static final int WHITE = 0xFFFFFF;

    private static final String INVITE = new RoomInvite(
                    new ServerUrl("rooms.example.org", 4464, Fingerprint.ofCertificate(new byte[] {1})),
                    "abcdefghijklm234",
                    0,
                    InviteSecret.random(new SecureRandom()))
            .url();

    @Test
    void shouldBeReadFromATerminal() throws Exception {
        assertEquals(INVITE, read(pixelsOf(QrCode.ofText(INVITE))));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 40, 200, 1000, 2900})
    void shouldBeReadAtAnyLength(int numChars) throws Exception {
        String text = "tutti".repeat(numChars).substring(0, numChars);
        assertEquals(text, read(framed(QrCode.matrix(text))));
    }

    @Test
    void shouldFitATerminal() {
        List<String> lines = QrCode.ofText(INVITE).lines().toList();
        assertTrue(lines.size() <= 30, "lines: " + lines.size());
        assertTrue(plain(lines.getFirst()).length() <= 60, "columns");
    }

    /// On a dark terminal and on a light one, whatever its theme: every line says its colours and takes them back.
    @Test
    void shouldBringItsColours() {
        for (String line : QrCode.ofText("x").lines().toList()) {
            assertTrue(line.startsWith("\u001b[38;5;16;48;5;231m") && line.endsWith("\u001b[0m"), "colours");
        }
    }

    @Test
    void shouldRefuseWhatIsTooLong() {
        assertThrows(InviteException.class, () -> QrCode.ofText("x".repeat(3000)));
        assertThrows(InviteException.class, () -> QrCode.matrix(""));
    }

    private static String plain(String line) {
        return line.replaceAll("\u001b\\[[0-9;]*m", "");
    }

    private static boolean[][] pixelsOf(String terminal) {
        List<String> lines = terminal.lines().map(QrCodeTest::plain).toList();
        boolean[][] modules = new boolean[2 * lines.size()][lines.getFirst().length()];
        for (int y = 0; y < modules.length; y++) {
            for (int x = 0; x < modules[0].length; x++) {
                char c = lines.get(y / 2).charAt(x);
                modules[y][x] = c == '\u2588' || c == (y % 2 == 0 ? '\u2580' : '\u2584');
            }
        }
        return modules;
    }

    private static boolean[][] framed(boolean[][] modules) {
        boolean[][] framed = new boolean[modules.length + 8][modules.length + 8];
        for (int y = 0; y < modules.length; y++) {
            System.arraycopy(modules[y], 0, framed[y + 4], 4, modules.length);
        }
        return framed;
    }

    private static String read(boolean[][] modules) throws Exception {
        int width = modules[0].length * PIXELS;
        int[] pixels = new int[modules.length * PIXELS * width];
        Arrays.fill(pixels, WHITE);
        for (int i = 0; i < pixels.length; i++) {
            if (modules[i / width / PIXELS][i % width / PIXELS]) {
                pixels[i] = 0;
            }
        }
        RGBLuminanceSource picture = new RGBLuminanceSource(width, modules.length * PIXELS, pixels);
        return new QRCodeReader()
                .decode(new BinaryBitmap(new HybridBinarizer(picture)))
                .getText();
    }
}
