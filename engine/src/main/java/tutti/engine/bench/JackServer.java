package tutti.engine.bench;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A JACK server of a name of its own, without a sound card, in synchronous mode.
///
/// Ended by SIGTERM alone: killed, it would leave its shared memory behind, which all servers of a user share.
final class JackServer implements AutoCloseable {
    private static final int LEAVE_SECONDS = 10;

    private final String name;
    private final Process process;

    private JackServer(String name, Process process) {
        this.name = name;
        this.process = process;
    }

    /// Starts one; it needs a moment until clients can connect. Empty if jackd is not installed.
    ///
    /// @param label what makes its name another than that of this process's other servers
    static Optional<JackServer> start(String label, int rateHz, int periodFrames) {
        String name = "tutti-bench-" + ProcessHandle.current().pid() + "-" + label;
        List<String> command =
                List.of("jackd", "-n", name, "-S", "-d", "dummy", "-r", "" + rateHz, "-p", "" + periodFrames);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("JACK_NO_AUDIO_RESERVATION", "1");
        try {
            return Optional.of(new JackServer(name, builder.start()));
        } catch (IOException notInstalled) {
            return Optional.empty();
        }
    }

    String name() {
        return name;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor(LEAVE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
