package tutti.nat.room.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import tutti.nat.identity.Identity;
import tutti.nat.room.ChildJvm;
import tutti.nat.room.server.RoomServer;
import tutti.nat.room.server.ServerCertificate;

/// A room server in a process of its own, to be killed.
final class VenueProcess implements AutoCloseable {
    private final Process process;
    private final int port;

    private VenueProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /// @param folder has the file `identity`, and will have the rooms
    /// @param port 0 for any
    static VenueProcess start(Path folder, int port) throws IOException {
        Process process = ChildJvm.start(VenueProcess.class, folder.toString(), String.valueOf(port));
        BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        return new VenueProcess(process, Integer.parseInt(said.readLine()));
    }

    int port() {
        return port;
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
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        ServerCertificate certificate =
                ServerCertificate.selfSigned(Identity.parse(Files.readString(folder.resolve("identity"))));
        RoomServer server =
                RoomServer.open(Venue.settings(folder.resolve("rooms"), certificate, Integer.parseInt(args[1])));
        System.out.println(server.port());
        while (System.in.read() >= 0) {
            // The test has nothing to say.
        }
        server.close();
    }
}
