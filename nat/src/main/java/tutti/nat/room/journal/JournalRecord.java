package tutti.nat.room.journal;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import tutti.nat.room.RoomId;
import tutti.nat.room.wire.Bytes;
import tutti.nat.room.wire.WireLimits;

/// An entry as bytes. Big-endian:
///
///     length of kind, room id and content : 4 | CRC-32C of these : 4 | kind : 1 | room id : 16 | content
///
///     1 opened     host 16, salt 16, epoch 4, admission's hash 32, time 8, last seq 8
///     2 epoch      epoch 4, admission's hash 32
///     3 known      member 16, last id 8
///     4 banned     member 16
///     5 logged     seq 8, time 8, member 16, id 8, snapshot 1, body
///     6 forgotten
///
/// Thread: any (stateless).
final class JournalRecord {
    static final int HEADER_BYTES = 8;

    /// The longest but for the body: `opened`.
    private static final int MAX_FIXED_BYTES = HEADER_BYTES + 1 + RoomId.NUM_CHARS + 84;

    static final int MAX_BYTES = MAX_FIXED_BYTES + WireLimits.MAX_APPEND_BYTES;

    private static final byte OPENED = 1;
    private static final byte EPOCH = 2;
    private static final byte KNOWN = 3;
    private static final byte BANNED = 4;
    private static final byte LOGGED = 5;
    private static final byte FORGOTTEN = 6;

    private JournalRecord() {}

    static ByteBuffer encode(JournalEntry entry) {
        ByteBuffer to = ByteBuffer.allocate(MAX_FIXED_BYTES
                + (entry instanceof JournalEntry.Logged logged ? logged.body().length() : 0));
        to.position(HEADER_BYTES);
        switch (entry) {
            case JournalEntry.Opened opened -> {
                begin(to, OPENED, opened);
                putMember(to, opened.hostId());
                to.put(opened.salt().copy())
                        .putInt(opened.epoch())
                        .put(opened.admissionHash().copy());
                to.putLong(opened.timeMs()).putLong(opened.lastSeq());
            }
            case JournalEntry.EpochSet epoch -> {
                begin(to, EPOCH, epoch);
                to.putInt(epoch.epoch()).put(epoch.admissionHash().copy());
            }
            case JournalEntry.Known known -> {
                begin(to, KNOWN, known);
                putMember(to, known.memberId());
                to.putLong(known.lastId());
            }
            case JournalEntry.Banned banned -> {
                begin(to, BANNED, banned);
                putMember(to, banned.memberId());
            }
            case JournalEntry.Logged logged -> {
                begin(to, LOGGED, logged);
                to.putLong(logged.seq()).putLong(logged.timeMs());
                putMember(to, logged.memberId());
                to.putLong(logged.id()).put((byte) (logged.isSnapshot() ? 1 : 0));
                to.put(logged.body().copy());
            }
            case JournalEntry.Forgotten forgotten -> begin(to, FORGOTTEN, forgotten);
        }
        return seal(to.flip());
    }

    private static void begin(ByteBuffer to, byte kind, JournalEntry entry) {
        to.put(kind).put(entry.roomId().getBytes(StandardCharsets.US_ASCII));
    }

    private static void putMember(ByteBuffer to, String memberId) {
        to.put(HexFormat.of().parseHex(memberId));
    }

    private static ByteBuffer seal(ByteBuffer record) {
        int numBytes = record.limit() - HEADER_BYTES;
        return record.putInt(0, numBytes).putInt(Integer.BYTES, crc(record.slice(HEADER_BYTES, numBytes)));
    }

    private static int crc(ByteBuffer content) {
        CRC32C crc = new CRC32C();
        crc.update(content.duplicate());
        return (int) crc.getValue();
    }

    /// Reads the record at the buffer's position and goes behind it, or stays there if it is cut short or damaged.
    static @Nullable JournalEntry decode(ByteBuffer from) {
        if (from.remaining() < HEADER_BYTES) {
            return null;
        }
        int numBytes = from.getInt(from.position());
        if (numBytes < 1 || numBytes > MAX_BYTES || numBytes > from.remaining() - HEADER_BYTES) {
            return null;
        }
        ByteBuffer content = from.slice(from.position() + HEADER_BYTES, numBytes);
        if (crc(content) != from.getInt(from.position() + Integer.BYTES)) {
            return null;
        }
        try {
            JournalEntry entry = read(content);
            from.position(from.position() + HEADER_BYTES + numBytes);
            return entry;
        } catch (BufferUnderflowException | IllegalArgumentException wellSummedNonsense) {
            return null;
        }
    }

    private static JournalEntry read(ByteBuffer from) {
        byte kind = from.get();
        String roomId = new String(bytes(from, RoomId.NUM_CHARS), StandardCharsets.US_ASCII);
        return switch (kind) {
            case OPENED ->
                new JournalEntry.Opened(
                        roomId,
                        member(from),
                        Bytes.of(bytes(from, WireLimits.SALT_BYTES)),
                        from.getInt(),
                        Bytes.of(bytes(from, WireLimits.ADMISSION_BYTES)),
                        from.getLong(),
                        from.getLong());
            case EPOCH ->
                new JournalEntry.EpochSet(roomId, from.getInt(), Bytes.of(bytes(from, WireLimits.ADMISSION_BYTES)));
            case KNOWN -> new JournalEntry.Known(roomId, member(from), from.getLong());
            case BANNED -> new JournalEntry.Banned(roomId, member(from));
            case LOGGED ->
                new JournalEntry.Logged(
                        roomId,
                        from.getLong(),
                        from.getLong(),
                        member(from),
                        from.getLong(),
                        from.get() != 0,
                        Bytes.of(bytes(from, from.remaining())));
            case FORGOTTEN -> new JournalEntry.Forgotten(roomId);
            default -> throw new IllegalArgumentException("There is no such kind of record.");
        };
    }

    private static String member(ByteBuffer from) {
        return HexFormat.of().formatHex(bytes(from, WireLimits.MEMBER_ID_BYTES));
    }

    private static byte[] bytes(ByteBuffer from, int numBytes) {
        byte[] bytes = new byte[numBytes];
        from.get(bytes);
        return bytes;
    }
}
