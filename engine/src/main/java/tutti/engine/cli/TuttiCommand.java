package tutti.engine.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// The word `tutti` itself.
@Command(
        name = "tutti",
        mixinStandardHelpOptions = true,
        versionProvider = VersionCommand.class,
        description = "Plays music together over the network, JACK port to JACK port.")
final class TuttiCommand implements Runnable {
    /// The words that may follow, in the order of the help.
    private static final Map<String, Supplier<Object>> WORDS = words();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    private static Map<String, Supplier<Object>> words() {
        Map<String, Supplier<Object>> words = new LinkedHashMap<>();
        words.put("demo", DemoCommand::new);
        words.put("host", HostCommand::new);
        words.put("join", JoinCommand::new);
        words.put("console", ConsoleCommand::new);
        words.put("room", RoomCommand::new);
        words.put("control", ControlCommand::new);
        words.put("check", CheckCommand::new);
        words.put("bench", BenchCommand::new);
        words.put("warm-up", WarmUpCommand::new);
        words.put("version", VersionCommand::new);
        return words;
    }

    /// The command line for these arguments. Looking at every word's options takes longer than many a word itself, so
    /// it knows the others only if the first is none of them.
    static CommandLine of(String[] arguments) {
        CommandLine command = new CommandLine(new TuttiCommand());
        Supplier<Object> only = arguments.length == 0 ? null : WORDS.get(arguments[0]);
        for (Supplier<Object> word : only == null ? WORDS.values() : List.of(only)) {
            command.addSubcommand(word.get());
        }
        return command;
    }

    @Override
    public void run() {
        CommandLine command = spec.commandLine();
        command.usage(command.getOut());
    }
}
