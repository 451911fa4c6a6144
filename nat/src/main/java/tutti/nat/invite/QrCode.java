package tutti.nat.invite;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.util.Map;

/// A text as a QR code (ISO/IEC 18004), for whoever has the invite on one screen and needs it on another.
///
/// Thread: any (stateless).
public final class QrCode {
    /// ISO/IEC 18004, section 9.1: four light modules all around.
    private static final int QUIET_MODULES = 4;

    /// Black on white from the colour cube of 256-colour terminals, which no theme changes.
    private static final String BLACK_ON_WHITE = "\u001b[38;5;16;48;5;231m";

    private static final String RESET = "\u001b[0m";

    private QrCode() {}

    /// The code in lines of text, two rows of modules a line, in colours of its own: readable on dark and on light
    /// terminals. An invite to a room takes about 53 columns and 27 lines.
    ///
    /// @throws InviteException if the text is too long for one code, about 2,900 letters
    public static String ofText(String text) {
        boolean[][] modules = matrix(text);
        int numModules = modules.length;
        StringBuilder lines = new StringBuilder();
        for (int y = -QUIET_MODULES; y < numModules + QUIET_MODULES; y += 2) {
            lines.append(BLACK_ON_WHITE);
            for (int x = -QUIET_MODULES; x < numModules + QUIET_MODULES; x++) {
                lines.append(halfBlocks(isDark(modules, x, y), isDark(modules, x, y + 1)));
            }
            lines.append(RESET).append('\n');
        }
        return lines.toString();
    }

    private static boolean isDark(boolean[][] modules, int x, int y) {
        return x >= 0 && y >= 0 && x < modules.length && y < modules.length && modules[y][x];
    }

    private static char halfBlocks(boolean upperDark, boolean lowerDark) {
        if (upperDark) {
            return lowerDark ? '\u2588' : '\u2580';
        }
        return lowerDark ? '\u2584' : ' ';
    }

    /// The code's modules, `[row][column]`, true where dark, without the four light ones that must surround it.
    ///
    /// @throws InviteException if the text is too long for one code, about 2,900 letters
    public static boolean[][] matrix(String text) {
        BitMatrix bits = encode(text);
        boolean[][] modules = new boolean[bits.getHeight()][bits.getWidth()];
        for (int y = 0; y < modules.length; y++) {
            for (int x = 0; x < modules.length; x++) {
                modules[y][x] = bits.get(x, y);
            }
        }
        return modules;
    }

    private static BitMatrix encode(String text) {
        try {
            return new QRCodeWriter()
                    .encode(
                            text,
                            BarcodeFormat.QR_CODE,
                            0,
                            0,
                            Map.of(EncodeHintType.MARGIN, 0, EncodeHintType.ERROR_CORRECTION, ErrorCorrectionLevel.L));
        } catch (WriterException | IllegalArgumentException tooLong) {
            throw new InviteException("This text is too long for a QR code; copy it instead.");
        }
    }
}
