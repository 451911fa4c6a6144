package tutti.console.instance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Consumer;

/// Through which a second console, started by a click on a link, hands that link to the first: a socket in the user's
/// own folder, where nobody else can reach it.
///
/// What comes through it is a text of somebody's web page: at most 2,048 bytes are taken, and whoever gets it asks
/// before doing anything with it.
///
/// Thread: any; links arrive on one of its own.
public final class LinkDoorbell implements AutoCloseable {
    static final int MAX_BYTES = 2_048;

    private final Path file;
    private final ServerSocketChannel server;

    private LinkDoorbell(Path file, ServerSocketChannel server) {
        this.file = file;
        this.server = server;
    }

    /// Listens for links.
    ///
    /// @param file the socket; its folder is made, readable by the user alone
    /// @param onLink takes one
    /// @throws IOException if the system has no such sockets, or another console listens there already
    public static LinkDoorbell open(Path file, Consumer<String> onLink) throws IOException {
        Path folder = Files.createDirectories(file.toAbsolutePath().normalize().getParent());
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            if (Files.exists(file) && !isAnswered(file)) {
                // Left behind by a console that was killed.
                Files.delete(file);
            }
            server.bind(UnixDomainSocketAddress.of(file));
        } catch (IOException taken) {
            server.close();
            throw taken;
        }
        LinkDoorbell doorbell = new LinkDoorbell(file, server);
        Thread.ofPlatform().daemon().name("tutti-doorbell").start(() -> doorbell.listen(onLink));
        return doorbell;
    }

    private static boolean isAnswered(Path file) {
        try (SocketChannel _ = SocketChannel.open(UnixDomainSocketAddress.of(file))) {
            return true;
        } catch (IOException nobody) {
            return false;
        }
    }

    /// Hands a link to a console that listens.
    ///
    /// @return false if there is none
    public static boolean ring(Path file, String link) {
        byte[] bytes = link.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MAX_BYTES || !Files.exists(file)) {
            return false;
        }
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(file))) {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            return true;
        } catch (IOException | UnsupportedOperationException nobody) {
            return false;
        }
    }

    private void listen(Consumer<String> onLink) {
        while (server.isOpen()) {
            try (SocketChannel caller = server.accept()) {
                String link = read(caller).strip();
                if (!link.isEmpty()) {
                    onLink.accept(link);
                }
            } catch (IOException closedOrGone) {
                // The loop's condition tells which of the two.
            }
        }
    }

    private static String read(SocketChannel caller) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ByteBuffer part = ByteBuffer.allocate(MAX_BYTES);
        while (bytes.size() <= MAX_BYTES && caller.read(part) >= 0) {
            bytes.write(part.array(), 0, part.position());
            part.clear();
        }
        return bytes.size() > MAX_BYTES ? "" : bytes.toString(StandardCharsets.UTF_8);
    }

    /// Listens no more. Idempotent.
    @Override
    public void close() {
        try {
            server.close();
            Files.deleteIfExists(file);
        } catch (IOException leftBehind) {
            // The next console finds that nobody answers there, and removes it.
        }
    }
}
