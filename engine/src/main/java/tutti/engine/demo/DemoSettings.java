package tutti.engine.demo;

import java.nio.file.Path;
import tutti.nat.impair.Impairment;

/// What the user wants to see and hear.
///
/// @param seconds how long the music plays, from the moment when both hear it
/// @param network what happens to packets, each way
/// @param seed decides which packets are lost and how delays scatter
/// @param codec the codec's name
/// @param buffer as the engine's option `--buffer`
/// @param folder where the recordings go, an existing folder
public record DemoSettings(double seconds, Impairment network, long seed, String codec, String buffer, Path folder) {
    /// Where what a player heard is recorded.
    Path recording(String name) {
        return folder.resolve("tutti-demo-" + name + ".wav");
    }
}
