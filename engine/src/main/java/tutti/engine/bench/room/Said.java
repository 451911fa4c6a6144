package tutti.engine.bench.room;

import java.nio.ByteBuffer;
import java.util.Base64;

/// A message as it stands in the log: as long as a sealed one, and telling who said it when.
///
/// @param room its room's number
/// @param member its speaker's number
/// @param stretch of undisturbed load in which it was said, or -1
/// @param sentNs on the clock of all members, which are in one process
record Said(int room, int member, int stretch, long id, long sentNs) {
    private static final int TOLD_BYTES = 30;
    private static final int TOLD_CHARS = 40;

    /// An envelope, signature, and a few words: what a chat message has.
    private static final int BODY_BYTES = 270;

    String body() {
        ByteBuffer bytes = ByteBuffer.allocate(BODY_BYTES);
        bytes.putInt(room).putInt(member).putInt(stretch).putLong(id).putLong(sentNs);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    static Said parse(String body) {
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(body.substring(0, TOLD_CHARS)));
        if (bytes.remaining() != TOLD_BYTES) {
            throw new IllegalArgumentException("This was not said here.");
        }
        return new Said(bytes.getInt(), bytes.getInt(), bytes.getInt(), bytes.getLong(), bytes.getLong());
    }
}
