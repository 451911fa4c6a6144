package tutti.console.people;

import java.util.Arrays;
import javafx.scene.AccessibleRole;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Region;
import tutti.nat.invite.InviteException;
import tutti.nat.invite.QrCode;

/// A text as a QR code for a telephone's camera: black on white in every theme, and in whole pixels for each of its
/// modules. Its size is the stylesheet's.
final class QrPicture extends Region {
    /// ISO/IEC 18004, section 9.1: four light modules all around.
    private static final int QUIET_MODULES = 4;

    private static final int DARK = 0xFF000000;
    private static final int LIGHT = 0xFFFFFFFF;

    private final ImageView view = new ImageView();
    private String shown = "";
    private int numModules;

    QrPicture() {
        getStyleClass().add("qr-picture");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        view.setSmooth(false);
        getChildren().add(view);
    }

    /// Shows a text; nothing if it is empty or too long.
    void show(String text) {
        if (text.equals(shown)) {
            return;
        }
        shown = text;
        try {
            view.setImage(text.isEmpty() ? null : picture(QrCode.matrix(text)));
        } catch (InviteException tooLong) {
            view.setImage(null);
        }
        requestLayout();
    }

    private WritableImage picture(boolean[][] modules) {
        numModules = modules.length + 2 * QUIET_MODULES;
        int[] pixels = new int[numModules * numModules];
        Arrays.fill(pixels, LIGHT);
        for (int y = 0; y < modules.length; y++) {
            for (int x = 0; x < modules.length; x++) {
                if (modules[y][x]) {
                    pixels[(y + QUIET_MODULES) * numModules + x + QUIET_MODULES] = DARK;
                }
            }
        }
        WritableImage image = new WritableImage(numModules, numModules);
        image.getPixelWriter()
                .setPixels(0, 0, numModules, numModules, PixelFormat.getIntArgbInstance(), pixels, 0, numModules);
        return image;
    }

    @Override
    protected void layoutChildren() {
        if (view.getImage() == null) {
            return;
        }
        double room = Math.min(getWidth(), getHeight());
        double side = Math.max(1, Math.floor(room / numModules)) * numModules;
        view.setFitWidth(side);
        view.setFitHeight(side);
        view.relocate(snapPositionX((getWidth() - side) / 2), snapPositionY((getHeight() - side) / 2));
    }
}
