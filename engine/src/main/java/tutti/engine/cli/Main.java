package tutti.engine.cli;

import java.io.PrintWriter;
import java.util.Objects;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import picocli.CommandLine;
import tutti.engine.WarmUp;
import tutti.engine.bench.lab.LabException;
import tutti.engine.driver.DriverException;
import tutti.engine.os.SecurityProviders;
import tutti.engine.wav.WavException;
import tutti.nat.invite.InviteException;
import tutti.nat.room.server.RoomServerException;
import tutti.nat.udp.UdpPortException;

/// Where the program begins.
public final class Main {
    /// The exit code of a user's mistake.
    static final int USAGE = 2;

    /// Held, so that its level is not collected away: a library's chatter is not for musicians.
    private static final Logger ROOT_LOGGER = Logger.getLogger("");

    /// What follows the `#` of an invite, wherever on the command line it was typed.
    private static final Pattern SECRET = Pattern.compile("(?<=tutti://[^\\s#]{1,400})#[^\\s']+");

    /// The words that play, and whose start is waited for.
    private static final Set<String> PLAYING = Set.of("host", "join");

    private Main() {}

    /// Runs one command and exits.
    ///
    /// @param arguments the words behind `tutti`
    public static void main(String[] arguments) {
        SecurityProviders.keepNeeded();
        if (arguments.length > 0 && PLAYING.contains(arguments[0])) {
            WarmUp.begin();
        }
        System.exit(run(
                arguments,
                new PrintWriter(System.out, true, System.out.charset()),
                new PrintWriter(System.err, true, System.err.charset())));
    }

    /// Runs one command.
    ///
    /// @return 0 when it went well, 2 for a mistake of the user's, 1 for one of ours
    static int run(String[] arguments, PrintWriter out, PrintWriter err) {
        ROOT_LOGGER.setLevel(Level.WARNING);
        CommandLine command = TuttiCommand.of(arguments).setOut(out).setErr(err);
        command.setParameterExceptionHandler((mistake, words) -> {
            err.println("tutti: " + sentence(mistake));
            return USAGE;
        });
        command.setExecutionExceptionHandler((error, failed, words) -> {
            err.println("tutti: " + sentence(error));
            if (isUsersMistake(error)) {
                return USAGE;
            }
            error.printStackTrace(err);
            return 1;
        });
        return command.execute(arguments);
    }

    private static boolean isUsersMistake(Exception error) {
        return error instanceof UsageException
                || error instanceof DriverException
                || error instanceof LabException
                || error instanceof InviteException
                || error instanceof RoomServerException
                || error instanceof UdpPortException
                || error instanceof WavException;
    }

    private static String sentence(Exception error) {
        String message =
                Objects.requireNonNullElse(error.getMessage(), error.toString()).strip();
        String oneLine = message.replaceAll("\\s*\\R\\s*", " ");
        String bare = SECRET.matcher(oneLine).replaceAll("#...");
        String open = bare.endsWith(".") ? bare.substring(0, bare.length() - 1) : bare;
        return error instanceof CommandLine.ParameterException ? open + "; try tutti --help." : open + ".";
    }
}
