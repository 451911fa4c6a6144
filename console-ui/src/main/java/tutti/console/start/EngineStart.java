package tutti.console.start;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tutti.console.instance.ConsoleSettings.SoundSystem;

/// What an engine is to be started for.
public sealed interface EngineStart {
    /// Opens a room, or comes back to the last one.
    ///
    /// @param playerName as the others see the player
    /// @param isListening whether to send nothing
    record Host(String playerName, SoundSystem driver, boolean isListening) implements EngineStart {}

    /// Joins with an invite.
    ///
    /// @param invite as it was pasted; checked before
    record Join(String invite, String playerName, SoundSystem driver, boolean isListening) implements EngineStart {
        /// Hides the secret.
        @Override
        public String toString() {
            return "Join[" + playerName + ", " + driver + "]";
        }
    }

    /// Plays to nobody: only the sound system is tried.
    record Try(String playerName, SoundSystem driver) implements EngineStart {}

    /// The words behind `tutti`. The invite is among them, as whoever types it has it among theirs.
    ///
    /// @param door where the engine is to say how it is reached
    /// @param configFolder the user's
    default List<String> words(Path door, Path configFolder) {
        List<String> words = new ArrayList<>();
        switch (this) {
            case Host host -> {
                words.addAll(List.of("host", "--name", host.playerName, "--driver", host.driver.word()));
                listen(words, host.isListening);
            }
            case Join join -> {
                words.addAll(List.of(
                        "join", join.invite, "--name", join.playerName, "--driver", join.driver.word(), "--wait"));
                listen(words, join.isListening);
            }
            case Try(String playerName, SoundSystem driver) -> {
                words.addAll(List.of("host", "--direct", "--listen", "127.0.0.1:0", "--name", playerName));
                words.addAll(List.of("--driver", driver.word(), "--until-eof"));
            }
        }
        words.addAll(List.of("--headless", "--control", "--control-file", door.toString()));
        words.addAll(List.of("--config", configFolder.toString()));
        return words;
    }

    private static void listen(List<String> words, boolean isListening) {
        if (isListening) {
            words.add("--listener");
        }
    }
}
