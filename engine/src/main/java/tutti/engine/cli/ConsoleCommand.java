package tutti.engine.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// The word `console` in the help. The launcher sends it to the console's own program before this one starts.
@Command(
        name = "console",
        description = "Opens the mixing console of an engine that runs, or the page on which one is started.")
final class ConsoleCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw new UsageException(
                "The console is started by the script tutti, which knows where its window comes from.");
    }
}
