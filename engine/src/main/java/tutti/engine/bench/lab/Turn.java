package tutti.engine.bench.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tutti.engine.bench.lab.LabException.Reason;

/// A coturn on the lab's server host. It ends with the lab, or before.
public final class Turn implements AutoCloseable {
    public static final int PORT = 3478;

    private final Process process;

    private Turn(Process process) {
        this.process = process;
    }

    /// Whether coturn is installed.
    public static boolean isInstalled() {
        return LabNamespaces.isInstalled("turnserver");
    }

    /// What `tutti room --turn` takes.
    static String uri(boolean byIpv6) {
        return "turn:" + (byIpv6 ? "[" + Lab.SERVER_IPV6 + "]" : Lab.SERVER) + ":" + PORT;
    }

    static Turn start(Lab lab, String secret) throws IOException {
        if (!isInstalled()) {
            throw new LabException(Reason.PROGRAM_MISSING, "There is no relay: install coturn.");
        }
        List<String> command = new ArrayList<>(List.of("turnserver", "-n", "-L", Lab.SERVER));
        if (Files.exists(Path.of("/proc/net/if_inet6"))) {
            command.addAll(List.of("-L", Lab.SERVER_IPV6));
        }
        command.addAll(List.of("-p", "" + PORT, "--use-auth-secret", "--static-auth-secret", secret, "-r", "tutti"));
        command.addAll(List.of("--no-cli", "--no-tls", "--no-dtls", "--no-tcp", "--no-tcp-relay", "--fingerprint"));
        command.addAll(List.of("--pidfile", "/run/turn.pid", "--userdb", "/run/turndb", "--log-file", "stdout"));
        command.addAll(List.of("--relay-threads", "1", "--verbose"));
        Process process = new ProcessBuilder(lab.onServer(command))
                .redirectErrorStream(true)
                .start();
        awaitListening(process);
        return new Turn(process);
    }

    /// Reads what it says until it listens, and then goes on reading, so that it never waits for a reader.
    private static void awaitListening(Process process) throws IOException {
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        List<String> said = new ArrayList<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            said.add(line);
            if (line.contains("IO method (auth thread)")) {
                Thread.ofVirtual()
                        .name("tutti-lab-turn")
                        .start(() -> lines.lines().forEach(rest -> {}));
                return;
            }
        }
        throw new LabException(Reason.BROKEN, "coturn does not start: " + String.join(" | ", said));
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }
}
