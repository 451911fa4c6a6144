package tutti.nat.room.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.nat.room.journal.JournalEntry;
import tutti.nat.room.wire.Bytes;

class RoomStateTest {
    private static final RoomServerLimits LIMITS = RoomServerLimits.ofProtocol();
    private static final String ROOM = "abcdefghijklmn27";

    private static Bytes bytes(Random random, int numBytes) {
        byte[] bytes = new byte[numBytes];
        random.nextBytes(bytes);
        return Bytes.of(bytes);
    }

    private static String member(int number) {
        return String.format("%032x", number);
    }

    /// What may happen in a room, in a possible order.
    private static List<JournalEntry> story(Random random) {
        List<JournalEntry> story = new ArrayList<>();
        story.add(new JournalEntry.Opened(ROOM, member(0), bytes(random, 16), 0, bytes(random, 32), 1000, 0));
        Map<Integer, Long> lastIds = new HashMap<>();
        int epoch = 0;
        long seq = 0;
        for (int i = 0; i < 200; i++) {
            int who = random.nextInt(6);
            if (!lastIds.containsKey(who)) {
                lastIds.put(who, 0L);
                story.add(new JournalEntry.Known(ROOM, member(who), 0));
            }
            switch (random.nextInt(10)) {
                case 0 -> story.add(new JournalEntry.EpochSet(ROOM, ++epoch, bytes(random, 32)));
                case 1 -> story.add(new JournalEntry.Banned(ROOM, member(1 + random.nextInt(50))));
                default -> {
                    long id = lastIds.merge(who, 1L + random.nextInt(3), Long::sum);
                    boolean isSnapshot = who == 0 && random.nextInt(8) == 0;
                    Bytes body = bytes(random, 1 + random.nextInt(30));
                    story.add(new JournalEntry.Logged(ROOM, ++seq, 1000 + seq, member(who), id, isSnapshot, body));
                }
            }
        }
        return story;
    }

    private static RoomState stateAfter(List<JournalEntry> entries) {
        StoredRooms rooms = new StoredRooms(LIMITS, 0);
        entries.forEach(rooms);
        return rooms.states().values().iterator().next();
    }

    private static List<JournalEntry> summary(List<JournalEntry> entries) {
        return stateAfter(entries).summary(5000);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void shouldBeWhatItsSummarySays(long seed) {
        List<JournalEntry> story = story(new Random(seed));
        for (int i = 1; i <= story.size(); i++) {
            List<JournalEntry> summary = summary(story.subList(0, i));
            assertEquals(summary, summary(summary));
        }
    }

    /// A summary is made while the story goes on in a new journal, which therefore begins before the summary's
    /// moment.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void shouldNotMindHearingSomeOfTheStoryTwice(long seed) {
        Random random = new Random(seed);
        List<JournalEntry> story = story(random);
        List<JournalEntry> expected = summary(story);
        for (int i = 0; i < 100; i++) {
            int summaryAt = 1 + random.nextInt(story.size());
            int journalFrom = random.nextInt(summaryAt + 1);
            List<JournalEntry> heard = new ArrayList<>(summary(story.subList(0, summaryAt)));
            heard.addAll(story.subList(journalFrom, story.size()));
            assertEquals(List.copyOf(expected), summary(heard), "from " + journalFrom + ", summary at " + summaryAt);
        }
    }

    /// After a gap, none of the later entries counts: what is there is a beginning of the truth.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldNotGoOnBehindAGap(long seed) {
        Random random = new Random(seed);
        List<JournalEntry> story = story(random);
        RoomState whole = stateAfter(story);
        for (int i = 0; i < 100; i++) {
            int missing = random.nextInt(story.size());
            if (story.get(missing) instanceof JournalEntry.Logged gone) {
                List<JournalEntry> heard = new ArrayList<>(story);
                heard.remove(missing);
                RoomState state = stateAfter(heard);
                assertEquals(gone.seq() - 1, state.lastSeq());
                assertTrue(state.lastSeq() < whole.lastSeq() + 1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldFindEntriesByTheirMessages(long seed) {
        List<JournalEntry> story = story(new Random(seed));
        RoomState state = stateAfter(story);
        List<JournalEntry.Logged> kept = state.from(0);
        assertEquals(state.firstSeq(), kept.getFirst().seq());
        assertEquals(state.lastSeq(), kept.getLast().seq());
        for (JournalEntry.Logged entry : kept) {
            assertEquals(entry, state.find(entry.memberId(), entry.id()));
            assertEquals(entry, state.from(entry.seq()).getFirst());
        }
        assertEquals(null, state.find(member(0), 1_000_000));
        assertEquals(List.of(), state.from(state.lastSeq() + 1));
        assertEquals(List.of(), state.from(Long.MAX_VALUE));
    }
}
