package tutti.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.input.KeyCode;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tutti.console.headless.Headless;
import tutti.console.link.Mirror;
import tutti.console.link.Mirror.Presence;
import tutti.engine.control.tree.Value;

/// This console and an engine in a process of its own, on the virtual driver, which hears a tone.
@ExtendWith(Headless.class)
class ConsoleEndToEndTest {
    private static final int RATE_HZ = 48_000;
    private static final String STRIP = "/own/main";
    private static final String HEARD = "/bus/monitor/meter/peak";

    @TempDir
    Path folder;

    /// A second of 480 Hz at a quarter of full scale, which ends where it begins.
    private Path tone() throws IOException {
        ByteBuffer frames = ByteBuffer.allocate(RATE_HZ * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (int frame = 0; frame < RATE_HZ; frame++) {
            short sample = (short) Math.round(8_192 * Math.sin(2 * Math.PI * 480 * frame / RATE_HZ));
            frames.putShort(sample).putShort(sample);
        }
        Path file = folder.resolve("tone.wav");
        AudioFormat format = new AudioFormat(RATE_HZ, 16, 2, true, false);
        AudioSystem.write(
                new AudioInputStream(new ByteArrayInputStream(frames.array()), format, RATE_HZ),
                AudioFileFormat.Type.WAVE,
                file.toFile());
        return file;
    }

    private Process engine(Path door, Path tone) throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:+UseZGC",
                        "-Xmx96m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "tutti.engine.cli.Main",
                        "host",
                        "--direct",
                        "--listen",
                        "127.0.0.1:0",
                        "--name",
                        "alice",
                        "--driver",
                        "virtual",
                        "--in",
                        tone.toString(),
                        "--headless",
                        "--control",
                        "--control-file",
                        door.toString(),
                        "--config",
                        folder.resolve("engine").toString(),
                        "--until-eof"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(folder.resolve("engine.log").toFile())
                .start();
    }

    private ConsoleStage console() {
        return new ConsoleStage(folder, Locale.ENGLISH, 1280, 800, EngineOpener.INSTANCE);
    }

    @Test
    void shouldChangeTheLevelHeardByTheAmountShown() throws Exception {
        Path door = folder.resolve("door.json");
        Process engine = engine(door, tone());
        try {
            Headless.runOnFx(() -> {
                try (ConsoleStage stage = console()) {
                    Mirror mirror = stage.attach(door).console().mirror();
                    stage.open("mixer");
                    stage.console().set(STRIP + "/send/monitor/on", Value.of(true));
                    stage.console().set(STRIP + "/gain", Value.of(0.0));
                    double at0Db = steady(stage, mirror, -12.04);

                    Node fader = fader(stage);
                    fader.requestFocus();
                    for (int press = 0; press < 9; press++) {
                        fader.fireEvent(Keys.press(KeyCode.DOWN));
                    }

                    double shownDb = mirror.number(STRIP + "/gain").orElseThrow();
                    assertTrue(shownDb < -2, "The fader has moved: " + shownDb);
                    assertEquals(at0Db + shownDb, steady(stage, mirror, at0Db + shownDb), 0.05);
                }
            });
        } finally {
            end(engine);
        }
    }

    @Test
    void shouldShowThatTheEngineHasGoneAndFindTheNextOne() throws Exception {
        Path door = folder.resolve("door.json");
        Path tone = tone();
        Process first = engine(door, tone);
        try {
            Headless.runOnFx(() -> {
                try (ConsoleStage stage = console()) {
                    Mirror mirror = stage.attach(door).console().mirror();
                    end(first);
                    stage.await(() -> mirror.presence() instanceof Presence.Away);

                    Process second = restart(door, tone);
                    try {
                        stage.await(() -> mirror.presence() instanceof Presence.Here && mirror.hasBranch("/bus"));
                    } finally {
                        end(second);
                    }
                }
            });
        } finally {
            end(first);
        }
    }

    @Test
    void shouldKeepTwoConsolesInStep() throws Exception {
        Path door = folder.resolve("door.json");
        Process engine = engine(door, tone());
        try {
            Headless.runOnFx(() -> {
                try (ConsoleStage one = console();
                        ConsoleStage other = console()) {
                    one.attach(door);
                    other.attach(door);
                    one.console().set(STRIP + "/gain", Value.of(-17.5));
                    other.await(() ->
                            other.console().mirror().number(STRIP + "/gain").orElse(0) == -17.5);
                }
            });
        } finally {
            end(engine);
        }
    }

    private Process restart(Path door, Path tone) {
        try {
            return engine(door, tone);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static void end(Process engine) {
        engine.destroy();
        try {
            if (!engine.waitFor(30, TimeUnit.SECONDS)) {
                engine.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Node fader(ConsoleStage stage) {
        return Objects.requireNonNull(find(stage.settled().getRoot()), "There is no fader.");
    }

    private static @Nullable Node find(Parent parent) {
        for (Node child : parent.getChildrenUnmodifiable()) {
            if (child.getStyleClass().contains("fader")
                    && String.valueOf(child.getAccessibleText()).contains("main")) {
                return child;
            }
            Node below = child instanceof Parent branch ? find(branch) : null;
            if (below != null) {
                return below;
            }
        }
        return null;
    }

    /// The level heard once it is about what is expected; within a tenth of a decibel of it, or the test fails.
    private static double steady(ConsoleStage stage, Mirror mirror, double aboutDb) {
        stage.await(() -> Math.abs(mirror.number(HEARD).orElse(-144) - aboutDb) < 0.1);
        return mirror.number(HEARD).orElse(-144);
    }
}
