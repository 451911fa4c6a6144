package tutti.console.instance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// A file that its user alone can read, written whole or not at all.
final class OwnFile {
    private static final FileAttribute<Set<PosixFilePermission>> USER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private OwnFile() {}

    static void write(Path file, String text) throws IOException {
        Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
        boolean isPosix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        Path next = isPosix
                ? Files.createTempFile(folder, file.getFileName().toString(), ".next", USER_ONLY)
                : Files.createTempFile(folder, file.getFileName().toString(), ".next");
        try {
            Files.writeString(next, text);
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(next);
        }
    }
}
