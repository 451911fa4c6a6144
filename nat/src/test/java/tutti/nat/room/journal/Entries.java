package tutti.nat.room.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tutti.nat.room.wire.Bytes;

/// Entries by chance, for the tests of what stores them.
final class Entries {
    static final String ROOM = "abcdefghijklmn27";
    static final String ALICE = "00112233445566778899aabbccddeeff";

    private Entries() {}

    static Bytes bytes(Random random, int numBytes) {
        byte[] bytes = new byte[numBytes];
        random.nextBytes(bytes);
        return Bytes.of(bytes);
    }

    static JournalEntry any(Random random) {
        return switch (random.nextInt(6)) {
            case 0 ->
                new JournalEntry.Opened(
                        ROOM,
                        ALICE,
                        bytes(random, 16),
                        random.nextInt(),
                        bytes(random, 32),
                        random.nextLong(),
                        random.nextLong());
            case 1 -> new JournalEntry.EpochSet(ROOM, random.nextInt(), bytes(random, 32));
            case 2 -> new JournalEntry.Known(ROOM, ALICE, random.nextLong());
            case 3 -> new JournalEntry.Banned(ROOM, ALICE);
            case 4 -> new JournalEntry.Forgotten(ROOM);
            default -> logged(random.nextLong(), bytes(random, 1 + random.nextInt(200)));
        };
    }

    static JournalEntry.Logged logged(long seq, Bytes body) {
        return new JournalEntry.Logged(ROOM, seq, seq * 1000, ALICE, seq, seq % 7 == 0, body);
    }

    static List<JournalEntry> some(Random random, int number) {
        List<JournalEntry> entries = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            entries.add(any(random));
        }
        return entries;
    }
}
