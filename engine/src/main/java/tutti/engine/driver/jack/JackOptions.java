package tutti.engine.driver.jack;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tutti.engine.driver.DriverException;

/// What a user may choose about JACK.
///
/// @param client the name of our client in the graph, without `:`
/// @param server the name of the JACK server, null for the default one
/// @param connectPhysical whether the first two `send_` ports are plugged to the first two inputs of the sound card,
///     and `monitor_1` and `_2` to its first two outputs
/// @param cableFolder where cables are remembered from one start to the next, usually `$XDG_CONFIG_HOME/tutti` or
///     `~/.config/tutti`; null: for this run alone
public record JackOptions(
        String client,
        @Nullable String server,
        boolean connectPhysical,
        @Nullable Path cableFolder) {
    public JackOptions {
        if (client.isBlank() || client.indexOf(':') >= 0 || client.chars().anyMatch(Character::isISOControl)) {
            throw new DriverException("\"" + client + "\" cannot be a JACK client name; choose one without a colon with"
                    + " --client, for example --client tutti.");
        }
    }
}
