package tutti.engine.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// The word `tutti` itself.
@Command(
        name = "tutti",
        mixinStandardHelpOptions = true,
        versionProvider = VersionCommand.class,
        description = "Plays music together over the network, JACK port to JACK port.",
        subcommands = {
            DemoCommand.class,
            HostCommand.class,
            JoinCommand.class,
            RoomCommand.class,
            CheckCommand.class,
            BenchCommand.class,
            WarmUpCommand.class,
            VersionCommand.class
        })
final class TuttiCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        CommandLine command = spec.commandLine();
        command.usage(command.getOut());
    }
}
