package tutti.engine.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tutti.codecs.opus.OpusLibrary;

/// Says which version this is, and which library speaks Opus.
@Command(name = "version", description = "Prints the version, and which library speaks Opus.")
final class VersionCommand implements Runnable, IVersionProvider {
    private static final String VERSION = "0.1.0";

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        for (String line : getVersion()) {
            spec.commandLine().getOut().println(line);
        }
    }

    @Override
    public String[] getVersion() {
        return new String[] {
            "tutti " + VERSION + " (Java " + Runtime.version() + ", " + System.getProperty("os.name") + " "
                    + System.getProperty("os.arch") + ")",
            "Opus: " + OpusLibrary.description()
        };
    }
}
