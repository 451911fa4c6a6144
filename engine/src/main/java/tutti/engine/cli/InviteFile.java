package tutti.engine.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tutti.nat.invite.Invite;
import tutti.nat.invite.InviteException;
import tutti.nat.invite.InviteSecret;

/// The file in which a host's invite is written, for programs and for the next time.
final class InviteFile {
    private final @Nullable Path file;

    /// @param file null for none
    InviteFile(@Nullable Path file) {
        this.file = file;
    }

    /// Says at once if the file cannot be written later.
    void check() {
        Path parent = file == null ? null : file.toAbsolutePath().getParent();
        if (file != null && (parent == null || !Files.isWritable(parent))) {
            throw new UsageException("Nothing can be written to the folder of " + file
                    + "; make the folder or choose another --invite-file.");
        }
    }

    /// The secret of the invite that the file holds from an earlier run, so that players come back by themselves.
    Optional<InviteSecret> secretFromBefore() {
        if (file == null || Files.notExists(file)) {
            return Optional.empty();
        }
        try {
            String content = Files.readString(file);
            return content.isBlank()
                    ? Optional.empty()
                    : Optional.of(Invite.parse(content).secret());
        } catch (IOException | InviteException unusable) {
            // Somebody's file, perhaps mistyped: not to be overwritten.
            throw new UsageException(
                    file + " holds something else than an invite; remove it or choose another --invite-file.");
        }
    }

    /// Writes the invite, readable by the user alone.
    void write(Invite invite) {
        if (file == null) {
            return;
        }
        try {
            PrivateFile.write(file, invite.url() + "\n");
        } catch (IOException unwritable) {
            throw new UsageException("The invite cannot be written to " + file + " (" + unwritable.getMessage()
                    + "); choose another --invite-file.");
        }
    }
}
