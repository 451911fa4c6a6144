package tutti.engine.scene;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// Files that are there whole or not at all, also after the power has failed.
final class WholeFile {
    /// No file here is longer: a desk with 1,024 strips and 19 buses takes about 4 MB.
    static final int MAX_BYTES = 8 << 20;

    private WholeFile() {}

    /// @throws IOException if it cannot be read or is too long
    static byte[] read(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException("it is longer than " + MAX_BYTES + " bytes");
        }
        return Files.readAllBytes(file);
    }

    /// Replaces a file, in a folder that is made if there is none.
    static void write(Path file, byte[] content) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path draft = Files.createTempFile(folder, ".tutti", ".tmp");
        try {
            try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                ByteBuffer rest = ByteBuffer.wrap(content);
                while (rest.hasRemaining()) {
                    channel.write(rest);
                }
                // On the disk before the name is: a name must not outlive its content.
                channel.force(true);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
