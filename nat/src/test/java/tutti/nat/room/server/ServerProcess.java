package tutti.nat.room.server;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import tutti.nat.identity.Identity;
import tutti.nat.room.ChildJvm;

/// A room server in a process of its own, which can be killed, and searched with nothing of the test's in it.
final class ServerProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader said;
    private final PrintStream told;

    private ServerProcess(Process process) {
        this.process = process;
        this.said = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.told = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    static ServerProcess start(Path folder, Identity identity) throws IOException {
        ServerProcess server = new ServerProcess(ChildJvm.start(ServerProcess.class, folder.toString()));
        server.told.println(identity.pem().lines().count());
        server.told.print(identity.pem());
        server.told.flush();
        return server;
    }

    int port() throws IOException {
        return Integer.parseInt(said.readLine());
    }

    /// Writes all that is reachable in its heap.
    void dump(Path file) throws IOException {
        told.println("dump " + file);
        said.readLine();
    }

    /// SIGKILL.
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /// Runs in the new process, until its input ends.
    ///
    /// @param args the data folder
    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        StringBuilder pem = new StringBuilder();
        for (int i = Integer.parseInt(in.readLine()); i > 0; i--) {
            pem.append(in.readLine()).append('\n');
        }
        Instant start = Instant.now();
        RoomServer server = RoomServer.open(new RoomServerSettings(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                ServerCertificate.selfSigned(Identity.parse(pem.toString())),
                "localhost",
                0,
                Path.of(args[0]),
                null,
                RoomServerLimits.ofProtocol(),
                System::nanoTime,
                () -> start.toEpochMilli(),
                new SecureRandom()));
        System.out.println(server.port());
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .dumpHeap(line.substring("dump ".length()), true);
            System.out.println("done");
        }
        server.close();
    }
}
