package tutti.engine.bench.room;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tutti.engine.ensemble.EngineCommand;
import tutti.nat.identity.Fingerprint;
import tutti.nat.invite.ServerUrl;

/// The room server that is measured: a process of its own, always at the same port, which can be killed.
///
/// Thread: one at a time.
final class BenchServer implements AutoCloseable {
    private final EngineCommand command;
    private final Path data;
    private final InetSocketAddress address;
    private @Nullable Process process;
    private @Nullable Fingerprint fingerprint;

    private BenchServer(EngineCommand command, Path data, InetSocketAddress address) {
        this.command = command;
        this.data = data;
        this.address = address;
    }

    /// Starts one.
    ///
    /// @param data where it keeps its rooms
    static BenchServer start(EngineCommand command, Path data) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        BenchServer server = new BenchServer(
                command, data, new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
        server.start();
        return server;
    }

    /// Starts it again, after it was killed.
    void start() throws IOException {
        List<String> words = command.with(List.of(
                "room", "--listen", "127.0.0.1:" + address.getPort(), "--data", data.toString(), "--until-stdin-ends"));
        ProcessBuilder builder = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(command.environment());
        Process started = builder.start();
        process = started;
        BufferedReader lines = started.inputReader(StandardCharsets.US_ASCII);
        String url = lines.readLine();
        if (url == null || url.indexOf('#') < 0) {
            throw new IOException("the room server did not start");
        }
        fingerprint = Fingerprint.parse(url.substring(url.indexOf('#') + 1));
    }

    InetSocketAddress address() {
        return address;
    }

    /// Its place, and the certificate that it must show.
    ServerUrl url() {
        return new ServerUrl(address.getHostString(), address.getPort(), fingerprint());
    }

    Fingerprint fingerprint() {
        if (fingerprint == null) {
            throw new IllegalStateException("The server has not started.");
        }
        return fingerprint;
    }

    /// Ends it as a power switch would, by SIGKILL.
    void kill() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    /// Its resident memory, in megabytes; 0 where the system does not tell.
    long residentMb() {
        try (var lines = Files.lines(Path.of("/proc/" + (process == null ? 0 : process.pid()) + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException unknown) {
            return 0;
        }
    }

    @Override
    public void close() {
        try {
            kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
