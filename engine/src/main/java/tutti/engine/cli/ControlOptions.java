package tutti.engine.cli;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// By which doors programs, control surfaces and consoles see and steer an engine.
final class ControlOptions {
    private static final int MAX_PORT = 65_535;

    @Option(
            names = "--osc",
            paramLabel = "[ADDR:]PORT",
            description = "Let programs and control surfaces see and steer this engine by OSC, on this UDP port, from"
                    + " this computer or through ADDR; 0 for any (default: off).")
    private @Nullable String osc;

    @Option(
            names = "--control",
            description =
                    "Let consoles and scripts of this user see and steer this engine by OSCQuery, as tutti control"
                            + " does (default: unless --headless).")
    private boolean query;

    @Option(
            names = "--control-port",
            paramLabel = "[ADDR:]PORT",
            description =
                    "The TCP port for that (default: any); through ADDR, from other computers that know the token.")
    private @Nullable String queryPort;

    @Option(
            names = "--control-file",
            paramLabel = "F",
            description = "Where it is written how to reach this engine (default: in the settings' folder doors).")
    private @Nullable Path doorFile;

    /// Which doors are wanted.
    ///
    /// @param osc null for none
    /// @param query null for none
    /// @param doorFile where the way to the latter is written; null for the usual place
    record Wish(
            @Nullable InetSocketAddress osc,
            @Nullable InetSocketAddress query,
            @Nullable Path doorFile) {
        boolean isAny() {
            return osc != null || query != null;
        }
    }

    /// What was asked for, checked.
    Wish wish(boolean isHeadless) {
        boolean isQuery = query || queryPort != null || doorFile != null || !isHeadless;
        return new Wish(
                osc == null || osc.equals("off") ? null : address(osc, "--osc"),
                isQuery ? address(queryPort == null ? "0" : queryPort, "--control-port") : null,
                doorFile);
    }

    private static InetSocketAddress address(String text, String option) {
        if (text.indexOf(':') >= 0) {
            return EndpointText.parse(text, option);
        }
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > MAX_PORT) {
            throw new UsageException(option + " takes a port from 0 to 65535"
                    + (option.equals("--osc") ? ", or off" : "") + ", not \"" + text + "\".");
        }
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(text));
    }
}
