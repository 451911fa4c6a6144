package tutti.console;

import java.nio.file.Path;
import java.util.List;
import javafx.application.Application;
import tutti.console.instance.ConsoleFolder;
import tutti.console.instance.LinkDoorbell;

/// Where the console begins.
public final class Main {
    private static final int USAGE = 2;

    private Main() {}

    /// Shows the console until it is closed.
    ///
    /// @param words those behind `tutti console`
    public static void main(String[] words) {
        ConsoleArguments arguments;
        try {
            arguments = ConsoleArguments.parse(List.of(words));
        } catch (IllegalArgumentException mistake) {
            System.err.println("tutti: " + mistake.getMessage());
            System.exit(USAGE);
            return;
        }
        if (arguments.wantsHelp()) {
            System.out.println(ConsoleArguments.HELP);
            return;
        }
        if (arguments.isRehearsal()) {
            System.setProperty("glass.platform", "Headless");
            System.setProperty("prism.order", "sw");
        } else if (!arguments.invite().isEmpty() && isHandedOn(arguments)) {
            return;
        }
        Application.launch(ConsoleApplication.class, words);
    }

    /// A console that is open already takes the link.
    private static boolean isHandedOn(ConsoleArguments arguments) {
        return LinkDoorbell.ring(folder(arguments).doorbell(), arguments.invite());
    }

    static ConsoleFolder folder(ConsoleArguments arguments) {
        Path told = arguments.configFolder();
        return told == null ? ConsoleFolder.ofUser(System.getenv(), System.getProperties()) : new ConsoleFolder(told);
    }
}
