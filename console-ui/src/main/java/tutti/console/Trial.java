package tutti.console;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tutti.console.instance.ConsoleFolder;
import tutti.console.link.EngineLine;
import tutti.console.link.Mirror;
import tutti.console.start.EngineStart;
import tutti.console.start.SoundCard;
import tutti.console.text.Texts;

/// The engine by which the sound system is tried: it plays to nobody, and ends with the console at the latest.
///
/// Thread: the screen's.
final class Trial implements AutoCloseable {
    private final Console.Surroundings around;
    private final Texts texts;
    private final Mirror mirror = new Mirror();
    private final EngineLine line;
    private final OwnEngine engine;
    private @Nullable SoundCard card;

    Trial(Console.Surroundings around, Texts texts) {
        this.around = around;
        this.texts = texts;
        this.line = new EngineLine(around.opener(), mirror);
        ConsoleFolder folder = around.folder();
        this.engine = new OwnEngine(around.starter(), folder, "trial", around::later);
    }

    /// What the engine that is tried says.
    Mirror mirror() {
        return mirror;
    }

    /// Where it is shown.
    void card(SoundCard shown) {
        card = shown;
    }

    /// What that asks for.
    ///
    /// @param wanted what to start
    SoundCard.Hands hands(Supplier<EngineStart> wanted) {
        return new SoundCard.Hands() {
            @Override
            public void listen() {
                begin(wanted.get());
            }

            @Override
            public void stopListening() {
                end();
            }

            @Override
            public void renew() {
                line.onPulse();
            }

            @Override
            public void examine() {
                around.starter()
                        .examine(
                                lines -> around.later(() -> showing().show(lines)),
                                failure -> around.later(() -> showing().say(failure)));
            }
        };
    }

    private SoundCard showing() {
        if (card == null) {
            throw new IllegalStateException("Nobody shows the trial.");
        }
        return card;
    }

    private void begin(EngineStart wanted) {
        engine.start(wanted, new OwnEngine.Ears() {
            @Override
            public void onDoor(Path door) {
                line.attach(() -> Optional.of(door));
            }

            @Override
            public void onSentence(String sentence) {
                // What matters is said again at its end, if it ends.
            }

            @Override
            public void onEnd(int exitCode) {
                line.detach();
                showing().ended(texts.of("sound.failed", engine.lastSentence()));
            }
        });
    }

    private void end() {
        line.detach();
        engine.leave();
    }

    /// Ends it, if it runs.
    void stop() {
        showing().stop();
    }

    @Override
    public void close() {
        end();
        line.close();
    }
}
