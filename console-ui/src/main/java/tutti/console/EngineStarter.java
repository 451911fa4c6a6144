package tutti.console;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import tutti.console.start.EngineProcess;
import tutti.console.start.Launcher;
import tutti.console.start.SelfTest;

/// Starts what the console needs as a process of its own.
interface EngineStarter {
    /// An engine that was started.
    interface Running {
        /// Whether it runs.
        boolean isAlive();

        /// Asks it to leave.
        void leave();
    }

    /// Starts an engine.
    ///
    /// @param words of the command
    /// @param door where it will say how it is reached
    /// @throws IOException if it cannot be started
    Running start(List<String> words, Path door, EngineProcess.Ears ears) throws IOException;

    /// Runs the self-test.
    void examine(Consumer<List<SelfTest.Line>> onLines, Consumer<String> onFailure);

    /// Starts them through the launcher.
    static EngineStarter through(Launcher launcher) {
        return new EngineStarter() {
            @Override
            public Running start(List<String> words, Path door, EngineProcess.Ears ears) throws IOException {
                EngineProcess process =
                        EngineProcess.start(launcher.words(), launcher.environment(), words, door, ears);
                return new Running() {
                    @Override
                    public boolean isAlive() {
                        return process.isAlive();
                    }

                    @Override
                    public void leave() {
                        process.leave();
                    }
                };
            }

            @Override
            public void examine(Consumer<List<SelfTest.Line>> onLines, Consumer<String> onFailure) {
                SelfTest.run(launcher.words(), launcher.environment(), onLines, onFailure);
            }
        };
    }
}
