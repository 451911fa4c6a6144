package tutti.nat.room.server;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tutti.nat.room.journal.JournalEntry;
import tutti.nat.room.wire.Bytes;
import tutti.nat.room.wire.RefusalCode;
import tutti.nat.room.wire.ToServer;

/// What is stored of a room: who hosts it, what newcomers have to show, whom it knows and bans, and the log since
/// the last snapshot. Changes by journal entries only, so that reading the journal again gives the same.
///
/// Thread: whoever holds the room's lock.
final class RoomState {
    /// A ban makes an epoch; who bans more often has admissions of the oldest epochs forgotten.
    private static final int MAX_EPOCHS = 1000;

    private final JournalEntry.Opened opened;
    private final RoomServerLimits limits;
    private final TreeMap<Integer, Bytes> admissions = new TreeMap<>();
    private final Map<String, KnownMember> known = new LinkedHashMap<>();
    private final Set<String> banned = new LinkedHashSet<>();
    private final List<JournalEntry.Logged> log = new ArrayList<>();
    private long logBytes;
    private long lastSeq;
    private long lastTimeMs;

    RoomState(JournalEntry.Opened opened, RoomServerLimits limits) {
        this.opened = opened;
        this.limits = limits;
        this.lastSeq = opened.lastSeq();
        this.lastTimeMs = opened.timeMs();
        admissions.put(opened.epoch(), opened.admissionHash());
    }

    /// Makes an entry count. One that is known already, or that does not follow, changes nothing.
    ///
    /// @param nowNs the monotonic clock
    void apply(JournalEntry entry, long nowNs) {
        switch (entry) {
            case JournalEntry.Opened _, JournalEntry.Forgotten _ -> {}
            case JournalEntry.EpochSet epoch -> {
                admissions.put(epoch.epoch(), epoch.admissionHash());
                if (admissions.size() > MAX_EPOCHS) {
                    admissions.pollFirstEntry();
                }
            }
            case JournalEntry.Known member -> know(member.memberId(), nowNs).stored(member.lastId());
            case JournalEntry.Banned member -> banned.add(member.memberId());
            case JournalEntry.Logged logged -> append(logged, nowNs);
        }
    }

    private KnownMember know(String memberId, long nowNs) {
        return known.computeIfAbsent(memberId, id -> new KnownMember(id, 0, limits, nowNs));
    }

    private void append(JournalEntry.Logged entry, long nowNs) {
        if (entry.seq() != lastSeq + 1) {
            return;
        }
        if (entry.isSnapshot()) {
            log.clear();
            logBytes = 0;
        }
        log.add(entry);
        logBytes += entry.body().length();
        lastSeq = entry.seq();
        lastTimeMs = Math.max(lastTimeMs, entry.timeMs());
        know(entry.memberId(), nowNs).stored(entry.id());
    }

    /// Why somebody whose signature holds must stay out, or null.
    Entry.@Nullable Refused refusal(String memberId, ToServer.Enter wish) {
        if (banned.contains(memberId)) {
            return new Entry.Refused(RefusalCode.BANNED, "The host has banned you from this room.");
        }
        if (!admits(memberId, wish)) {
            return new Entry.Refused(
                    RefusalCode.WRONG_SECRET, "The invite is not good for this room any more; ask for a new one.");
        }
        if (!known.containsKey(memberId) && known.size() >= limits.known()) {
            return new Entry.Refused(RefusalCode.FULL, "The room has had as many members as one can have.");
        }
        return null;
    }

    /// The host needs no admission: the signature shows who it is. Others need that of this epoch, or of a former
    /// one if they have been here.
    private boolean admits(String memberId, ToServer.Enter wish) {
        if (memberId.equals(hostId())) {
            return true;
        }
        Bytes hash = admissions.get(wish.epoch());
        return hash != null
                && hash.equals(EntryProof.admissionHash(wish.admission()))
                && (wish.epoch() == epoch() || known.containsKey(memberId));
    }

    String hostId() {
        return opened.hostId();
    }

    int epoch() {
        return admissions.lastKey();
    }

    @Nullable
    Bytes admissionHash(int epoch) {
        return admissions.get(epoch);
    }

    boolean isBanned(String memberId) {
        return banned.contains(memberId);
    }

    int numBanned() {
        return banned.size();
    }

    @Nullable
    KnownMember known(String memberId) {
        return known.get(memberId);
    }

    int logEntries() {
        return log.size();
    }

    long logBytes() {
        return logBytes;
    }

    /// The number of the last entry, 0 for none.
    long lastSeq() {
        return lastSeq;
    }

    /// The number of the first entry that is kept, or of the next one.
    long firstSeq() {
        return lastSeq - log.size() + 1;
    }

    /// When the last entry came, or the room was opened, since 1970.
    long lastTimeMs() {
        return lastTimeMs;
    }

    /// A copy of what is kept from a number on.
    List<JournalEntry.Logged> from(long seq) {
        return List.copyOf(log.subList(Math.clamp(seq - firstSeq(), 0, log.size()), log.size()));
    }

    /// The entry that a message of a member became, if it is kept.
    JournalEntry.@Nullable Logged find(String memberId, long id) {
        for (int i = log.size() - 1; i >= 0; i--) {
            JournalEntry.Logged entry = log.get(i);
            if (entry.memberId().equals(memberId) && entry.id() <= id) {
                return entry.id() == id ? entry : null;
            }
        }
        return null;
    }

    /// The shortest entries that give this state.
    ///
    /// @param aliveMs the last sign of life, since 1970
    List<JournalEntry> summary(long aliveMs) {
        List<JournalEntry> entries = new ArrayList<>();
        String roomId = opened.roomId();
        admissions.forEach((epoch, hash) -> entries.add(
                entries.isEmpty()
                        ? new JournalEntry.Opened(roomId, hostId(), opened.salt(), epoch, hash, aliveMs, firstSeq() - 1)
                        : new JournalEntry.EpochSet(roomId, epoch, hash)));
        banned.forEach(memberId -> entries.add(new JournalEntry.Banned(roomId, memberId)));
        known.values().forEach(member -> entries.add(new JournalEntry.Known(roomId, member.id(), member.storedId())));
        entries.addAll(log);
        return entries;
    }
}
