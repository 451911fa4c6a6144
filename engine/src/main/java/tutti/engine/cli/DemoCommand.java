package tutti.engine.cli;

import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tutti.engine.demo.Demo;
import tutti.engine.demo.DemoSettings;
import tutti.engine.ensemble.EnsembleException;
import tutti.engine.receive.BufferTarget;
import tutti.nat.impair.Impairment;
import tutti.nat.impair.JitterLaw;

/// Shows what Tutti does, with nothing else installed.
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Lets two engines on this computer play to each other through an emulated network, shows what"
                + " each hears, and records it.")
final class DemoCommand implements Callable<Integer> {
    private static final double MAX_DELAY_MS = 500;
    private static final double MAX_JITTER_MS = 100;

    /// Longer than engines take to leave and recordings of an hour take to be judged.
    private static final long LAST_WORDS_SECONDS = 60;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "30",
            description = "How long the music plays, 1 to 3600 (default: ${DEFAULT-VALUE}).")
    private double seconds = 30;

    @Option(names = "--json", description = "Print one JSON object at the end, and the progress to standard error.")
    private boolean json;

    @Option(
            names = "--delay",
            paramLabel = "MS",
            defaultValue = "12",
            description = "Network: delay each way, 0 to 500 ms (default: ${DEFAULT-VALUE}).")
    private double delayMs = 12;

    @Option(
            names = "--jitter",
            paramLabel = "MS",
            defaultValue = "1",
            description = "Network: standard deviation of the delay, 0 to 100 ms (default: ${DEFAULT-VALUE}).")
    private double jitterMs = 1;

    @Option(
            names = "--loss",
            paramLabel = "PERCENT",
            defaultValue = "0.5",
            description = "Network: packets lost each way, 0 to 100 %% (default: ${DEFAULT-VALUE}).")
    private double lossPercent = 0.5;

    @Option(
            names = "--burst",
            paramLabel = "PACKETS",
            defaultValue = "1",
            description = "Network: packets lost in a row, on average (default: ${DEFAULT-VALUE}).")
    private double burstPackets = 1;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Network: decides which packets are lost (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--codec",
            paramLabel = "NAME",
            defaultValue = "L24",
            description = "L16, L24, L32F or opus (default: ${DEFAULT-VALUE}).")
    private String codec = "L24";

    @Option(
            names = "--buffer",
            paramLabel = "MS",
            defaultValue = "auto",
            description = "Delay kept against jitter: auto, or 0 to 500 ms (default: ${DEFAULT-VALUE}).")
    private String buffer = "auto";

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            defaultValue = "",
            description = "Where tutti-demo-alice.wav and tutti-demo-bob.wav go (default: the current folder).")
    private String out = "";

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter words = spec.commandLine().getOut();
        PrintWriter errors = spec.commandLine().getErr();
        Demo demo = new Demo(settings(), json ? errors : words, !json && isTerminal(), System::nanoTime);
        CountDownLatch finished = new CountDownLatch(1);
        Thread ctrlC = new Thread(() -> leave(demo, finished), "tutti-leave");
        Runtime.getRuntime().addShutdownHook(ctrlC);
        try {
            demo.run(words, json);
            return 0;
        } catch (EnsembleException failed) {
            errors.println("tutti: " + failed.getMessage());
            errors.flush();
            return failed.exitCode();
        } finally {
            finished.countDown();
            forget(ctrlC);
        }
    }

    /// Runs at Ctrl-C and SIGTERM: the demo ends early, with its summary, and the code is 0.
    private static void leave(Demo demo, CountDownLatch finished) {
        demo.stop();
        try {
            if (finished.await(LAST_WORDS_SECONDS, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(0);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyLeaving) {
            // Then it is the hook that ends the program.
        }
    }

    /// A dumb terminal cannot be drawn on.
    private static boolean isTerminal() {
        boolean isInteractive =
                Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
        return isInteractive && !"dumb".equals(System.getenv("TERM"));
    }

    private DemoSettings settings() {
        require(seconds >= 1 && seconds <= 3600, "--seconds takes 1 to 3600 seconds, not " + seconds + ".");
        require(delayMs >= 0 && delayMs <= MAX_DELAY_MS, "--delay takes 0 to 500 ms, not " + delayMs + ".");
        require(jitterMs >= 0 && jitterMs <= MAX_JITTER_MS, "--jitter takes 0 to 100 ms, not " + jitterMs + ".");
        OpusOptions.find(codec);
        try {
            BufferTarget.parse(buffer);
            Impairment network = Impairment.NONE
                    .withDelayNs(Math.round(delayMs * 1e6))
                    .withJitter(JitterLaw.NORMAL, Math.round(jitterMs * 1e6))
                    .withLoss(lossPercent / 100, burstPackets);
            return new DemoSettings(seconds, network, seed, codec, buffer, folder());
        } catch (IllegalArgumentException impossible) {
            throw new UsageException(String.valueOf(impossible.getMessage()));
        }
    }

    private Path folder() {
        try {
            Path folder = Path.of(out);
            if (!out.isEmpty()) {
                Files.createDirectories(folder);
            }
            require(Files.isWritable(folder), unwritable());
            return folder;
        } catch (IOException | InvalidPathException unusable) {
            throw new UsageException(unwritable());
        }
    }

    private String unwritable() {
        return "Nothing can be written to " + (out.isEmpty() ? "this folder" : out)
                + "; choose another one with --out FOLDER.";
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new UsageException(sentence);
        }
    }
}
