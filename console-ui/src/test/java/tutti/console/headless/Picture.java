package tutti.console.headless;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.Scene;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javax.imageio.ImageIO;

/// What a scene looks like.
public record Picture(BufferedImage pixels) {
    /// Takes one of a scene that need not stand on any stage, so that it may be larger than the headless screen.
    ///
    /// Thread: ui.
    public static Picture of(Scene scene) {
        scene.getRoot().applyCss();
        scene.getRoot().layout();
        WritableImage image = scene.snapshot(null);
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        int[] argb = new int[width * height];
        image.getPixelReader().getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), argb, 0, width);
        BufferedImage pixels = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        pixels.setRGB(0, 0, width, height, argb, 0, width);
        return new Picture(pixels);
    }

    /// Reads one.
    public static Picture read(InputStream stream) {
        try (stream) {
            return new Picture(ImageIO.read(stream));
        } catch (IOException e) {
            throw new UncheckedIOException("The picture cannot be read.", e);
        }
    }

    /// Writes it as PNG.
    public Path write(Path file) {
        try {
            Files.createDirectories(file.getParent());
            ImageIO.write(pixels, "png", file.toFile());
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("The picture " + file + " cannot be written.", e);
        }
    }

    /// Which share of the pixels differs by more than a tolerance in any of red, green and blue; 1 for another size.
    ///
    /// @param tolerance 0 to 255
    public double difference(Picture other, int tolerance) {
        int width = pixels.getWidth();
        int height = pixels.getHeight();
        if (width != other.pixels.getWidth() || height != other.pixels.getHeight()) {
            return 1;
        }
        int different = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                if (isDifferent(pixels.getRGB(x, y), other.pixels.getRGB(x, y), tolerance)) {
                    different++;
                }
            }
        }
        return (double) different / (width * height);
    }

    private static boolean isDifferent(int one, int other, int tolerance) {
        for (int shift = 0; shift <= 16; shift += 8) {
            if (Math.abs((one >> shift & 0xFF) - (other >> shift & 0xFF)) > tolerance) {
                return true;
            }
        }
        return false;
    }
}
