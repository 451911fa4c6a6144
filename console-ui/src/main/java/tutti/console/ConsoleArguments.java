package tutti.console;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The words behind `tutti console`.
///
/// @param door the door file of the engine to turn to; null for the only one that runs
/// @param configFolder where settings are kept; null for the user's folder
/// @param invite a `tutti://` link that was clicked; empty for none
/// @param isRehearsal whether to show everything once without a screen, and end: what the launcher's ahead-of-time
/// cache
///     is trained with
/// @param wantsHelp whether to say what may be said here
public record ConsoleArguments(
        @Nullable Path door, @Nullable Path configFolder, String invite, boolean isRehearsal, boolean wantsHelp) {
    static final String HELP = """
            Usage: tutti console [--door FILE] [--config FOLDER] [INVITE]
            The mixing console of an engine that runs, or the page on which one is started.
                  INVITE            tutti://...: asks whether to join there
                  --door FILE       the engine that wrote this file (default: the only one that runs)
                  --config FOLDER   where settings are kept (default: the user's)
              -h, --help            this""";

    /// Reads them.
    ///
    /// @throws IllegalArgumentException with a sentence that names the first mistake and quotes no invite
    public static ConsoleArguments parse(List<String> words) {
        Path door = null;
        Path configFolder = null;
        String invite = "";
        boolean isRehearsal = false;
        boolean wantsHelp = false;
        for (Iterator<String> rest = words.iterator(); rest.hasNext(); ) {
            String word = rest.next();
            switch (word) {
                case "--door" -> door = path(word, rest);
                case "--config" -> configFolder = path(word, rest);
                case "--rehearse" -> isRehearsal = true;
                case "-h", "--help" -> wantsHelp = true;
                default -> {
                    if (!word.startsWith("tutti://")) {
                        throw new IllegalArgumentException(
                                word.startsWith("-")
                                        ? "The console knows no " + word + "; try tutti console --help."
                                        : "An invite begins with tutti://; try tutti console --help.");
                    }
                    invite = word;
                }
            }
        }
        return new ConsoleArguments(door, configFolder, invite, isRehearsal, wantsHelp);
    }

    private static Path path(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(option + " needs a path behind it; try tutti console --help.");
        }
        try {
            return Path.of(rest.next());
        } catch (InvalidPathException impossible) {
            throw new IllegalArgumentException(option + " needs a path behind it; try tutti console --help.");
        }
    }

    /// Hides the invite.
    @Override
    public String toString() {
        return "ConsoleArguments[" + door + "]";
    }
}
