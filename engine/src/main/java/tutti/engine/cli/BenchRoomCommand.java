package tutti.engine.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tutti.engine.bench.room.RoomBench;
import tutti.engine.bench.room.RoomLoad;
import tutti.engine.ensemble.EngineCommand;

/// A room server under load.
@Command(
        name = "room",
        mixinStandardHelpOptions = true,
        description = "A room server with thousands of rooms, killed now and then: how soon everybody hears what is"
                + " said, and whether anything is lost.")
final class BenchRoomCommand implements Callable<Integer> {
    private static final int MAX_ROOMS = 20_000;

    @Option(
            names = "--rooms",
            paramLabel = "N",
            defaultValue = "2000",
            description = "How many rooms (default: ${DEFAULT-VALUE}).")
    private int rooms = 2000;

    @Option(
            names = "--members",
            paramLabel = "N",
            defaultValue = "5",
            description = "How many members in each (default: ${DEFAULT-VALUE}).")
    private int members = 5;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Messages a second in all rooms together (default: ${DEFAULT-VALUE}).")
    private int rate = 1000;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "30",
            description = "Seconds of undisturbed load (default: ${DEFAULT-VALUE}).")
    private int seconds = 30;

    @Option(
            names = "--kills",
            paramLabel = "N",
            defaultValue = "3",
            description = "How often the server is killed and started again (default: ${DEFAULT-VALUE}).")
    private int kills = 3;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        requireBetween("--rooms", rooms, 1, MAX_ROOMS);
        requireBetween("--members", members, 2, 32);
        requireBetween("--rate", rate, 1, 100_000);
        requireBetween("--seconds", seconds, 1, 3600);
        requireBetween("--kills", kills, 0, 100);
        RoomLoad load = new RoomLoad(rooms, members, rate, seconds, kills);
        long files = RoomBench.filesNeeded(load);
        if (files > RoomBench.filesPermitted()) {
            throw new UsageException("This user may open " + RoomBench.filesPermitted() + " files and sockets, and "
                    + files + " are needed; raise the limit (ulimit -n " + files + ") or take fewer --rooms.");
        }
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try {
            new RoomBench(load, EngineCommand.of(System.getProperties()), err::println)
                    .run(figure -> out.println(figure.row()));
        } catch (IOException e) {
            throw new UsageException("The measurement cannot go on (" + e.getMessage()
                    + "); it needs Linux, where all addresses 127.x.y.z are this computer's.");
        }
        return 0;
    }

    private static void requireBetween(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new UsageException(option + " takes " + least + " to " + most + ", not " + value + ".");
        }
    }
}
