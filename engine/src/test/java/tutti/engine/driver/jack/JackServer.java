package tutti.engine.driver.jack;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// A real JACK server without a sound card, of a name of its own, and a pair of hands that plugs cables in it.
///
/// libjack knows one server a process: everything that uses the server is to be closed before [#start] and [#close].
public final class JackServer implements AutoCloseable {
    private static final long PATIENCE_NS = 20_000_000_000L;

    private final String name = "tutti-test-" + UUID.randomUUID().toString().substring(0, 8);
    private final LibJack lib = LibJack.load();
    private final List<String> options;
    private @Nullable Process process;
    private long hands;

    /// Starts a server of 48 kHz.
    ///
    /// @param options further options of jackd's own
    public JackServer(int periodFrames, String... options) {
        this(48_000, periodFrames, options);
    }

    /// Starts a server.
    JackServer(int sampleRateHz, int periodFrames, String... options) {
        List<String> command = new ArrayList<>(List.of("jackd", "-n", name, "-S", "-t", "10000"));
        command.addAll(List.of(options));
        command.addAll(List.of("-d", "dummy", "-r", "" + sampleRateHz, "-p", "" + periodFrames));
        this.options = command;
        start();
    }

    public String name() {
        return name;
    }

    /// Starts the server, or starts it again with more options at the end (the last one of a kind counts).
    public void start(String... more) {
        List<String> command = new ArrayList<>(options);
        command.addAll(List.of(more));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("JACK_NO_AUDIO_RESERVATION", "1");
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD);
        Process started;
        try {
            started = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        process = started;
        await("a JACK server", () -> {
            if (!started.isAlive()) {
                fail("jackd ended with " + started.exitValue() + ": " + command);
            }
            long probe = open("probe-" + UUID.randomUUID());
            if (probe != 0) {
                lib.clientClose(probe);
            }
            return probe != 0;
        });
    }

    /// Ends the server as a user would.
    public void stop() {
        end(false);
    }

    /// Ends the server without a word to anybody.
    public void kill() {
        end(true);
    }

    /// Plugs a cable in.
    public void plug(String source, String destination) {
        int status = lib.connect(hands(), source, destination);
        if (status != 0) {
            fail("JACK does not connect " + source + " to " + destination + ": " + lib.message());
        }
    }

    /// Pulls a cable out.
    public void pull(String source, String destination) {
        if (lib.disconnect(hands(), source, destination) != 0) {
            fail("JACK does not disconnect " + source + " from " + destination + ": " + lib.message());
        }
    }

    /// Whether a cable is in.
    public boolean isPlugged(String source, String destination) {
        long port = lib.portByName(hands(), source);
        return port != 0 && lib.connections(hands(), port).contains(destination);
    }

    /// Full names of the ports with all of these flags.
    List<String> ports(int flags) {
        return lib.ports(hands(), flags);
    }

    /// Another period for everybody.
    public void period(int numFrames) {
        if (lib.setPeriodFrames(hands(), numFrames) != 0) {
            fail("JACK does not change its period: " + lib.message());
        }
    }

    /// Lets go of the server, so that another one may be started.
    public void letGo() {
        if (hands != 0) {
            lib.clientClose(hands);
            hands = 0;
        }
    }

    @Override
    public void close() {
        letGo();
        // Not killed: jackd2 keeps a table of 8 servers a computer, and only a server that may say goodbye leaves it.
        stop();
    }

    /// Waits until something is so.
    public static void await(String what, BooleanSupplier isSo) {
        long untilNs = System.nanoTime() + PATIENCE_NS;
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() - untilNs > 0) {
                fail("Waited in vain for " + what + ".");
            }
            LockSupport.parkNanos(5_000_000);
        }
    }

    private long hands() {
        if (hands == 0) {
            hands = open("hands");
        }
        return hands;
    }

    private long open(String client) {
        return lib.clientOpen(client, LibJack.NO_START_SERVER | LibJack.SERVER_NAME, new int[1], name);
    }

    private void end(boolean atOnce) {
        Process running = process;
        if (running == null) {
            return;
        }
        process = null;
        try {
            if (atOnce) {
                running.destroyForcibly();
            } else {
                running.destroy();
            }
            if (!running.waitFor(10, TimeUnit.SECONDS)) {
                running.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            running.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
