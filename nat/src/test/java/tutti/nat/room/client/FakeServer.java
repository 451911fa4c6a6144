package tutti.nat.room.client;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tutti.nat.identity.Fingerprint;
import tutti.nat.room.RoomId;
import tutti.nat.room.wire.Bytes;
import tutti.nat.room.wire.FromServer;
import tutti.nat.room.wire.MalformedMessageException;
import tutti.nat.room.wire.RefusalCode;
import tutti.nat.room.wire.RoomJson;
import tutti.nat.room.wire.ToServer;

/// A room server in the test's hands: it keeps to the protocol, but its messages travel only when the test lets them,
/// and it loses connections, and entries, when the test wants. Every message goes through its JSON.
final class FakeServer {
    static final Fingerprint CERTIFICATE = Fingerprint.ofBytes(new byte[32]);

    private final Map<String, FakeLine> present = new LinkedHashMap<>();
    private final List<FakeLine> lines = new ArrayList<>();
    final List<FromServer.Log> log = new ArrayList<>();
    final List<ToServer> heard = new ArrayList<>();
    private final TreeMap<Integer, Bytes> admissions = new TreeMap<>();
    private final Map<String, Long> lastIds = new HashMap<>();
    private final Set<String> banned = new HashSet<>();
    private @Nullable String hostId;
    private int firstIndex;
    boolean isUp = true;
    long timeMs = 1_000_000;

    /// One player's connection, or what is left of it.
    final class FakeLine implements RoomLine {
        final String memberId;
        final Deque<FromServer> toPlayer = new ArrayDeque<>();
        final Deque<ToServer> toServer = new ArrayDeque<>();

        @Nullable
        Membership membership;

        boolean isOpen;
        boolean isEnded;
        int numSettled;

        /// The number of the next message to be dropped for being one too many.
        int numToDrop;

        FakeLine(String memberId) {
            this.memberId = memberId;
            lines.add(this);
        }

        @Override
        public boolean send(ToServer message) {
            return isOpen && toServer.add(message);
        }

        @Override
        public void settled() {
            numSettled++;
        }

        @Override
        public void reconnect(String reason) {
            lose(1006, reason);
        }

        @Override
        public void end() {
            while (!toServer.isEmpty()) {
                hear();
            }
            isEnded = true;
            gone();
        }

        void connect() {
            if (isUp && !isEnded && !isOpen) {
                isOpen = true;
                toPlayer.add(new FromServer.Challenge(1, Bytes.of(new byte[32])));
            }
        }

        /// The connection breaks: what is under way is lost.
        void lose(int code, String reason) {
            if (isOpen) {
                gone();
                membership().onLost(code, reason);
            }
        }

        private void gone() {
            isOpen = false;
            toPlayer.clear();
            toServer.clear();
            if (present.remove(memberId, this)) {
                others(memberId, new FromServer.Absent(memberId, false));
            }
        }

        Membership membership() {
            return Objects.requireNonNull(membership);
        }

        /// The server hears the next message.
        boolean hear() {
            ToServer message = toServer.poll();
            if (message == null) {
                return false;
            }
            try {
                handle(this, RoomJson.decodeToServer(RoomJson.encode(message)));
            } catch (MalformedMessageException e) {
                throw new AssertionError(e);
            }
            return true;
        }

        /// The player hears the next message.
        boolean tell() {
            FromServer message = toPlayer.poll();
            if (message == null) {
                return false;
            }
            try {
                membership().onMessage(RoomJson.decodeFromServer(RoomJson.encode(message)), CERTIFICATE);
            } catch (MalformedMessageException e) {
                throw new AssertionError(e);
            }
            return true;
        }
    }

    private void others(String memberId, FromServer message) {
        present.forEach((id, line) -> {
            if (!id.equals(memberId)) {
                line.toPlayer.add(message);
            }
        });
    }

    private void handle(FakeLine line, ToServer message) {
        heard.add(message);
        switch (message) {
            case ToServer.Enter enter -> enter(line, enter);
            case ToServer.Append append -> append(line, append);
            case ToServer.Signal(String to, Bytes body) -> {
                FakeLine recipient = present.get(to);
                if (recipient != null) {
                    recipient.toPlayer.add(new FromServer.Signal(line.memberId, body));
                }
            }
            case ToServer.Epoch(int epoch, Bytes hash) -> {
                if (isHost(line) && epoch > admissions.lastKey()) {
                    admissions.put(epoch, hash);
                }
            }
            case ToServer.Remove(String memberId) -> expel(line, memberId, 4002);
            case ToServer.Ban(String memberId) -> {
                if (isHost(line)) {
                    banned.add(memberId);
                }
                expel(line, memberId, 4003);
            }
            case ToServer.AskTurn _ -> line.toPlayer.add(new FromServer.Turn(List.of("turn:h:1"), "u", "p", 600));
            case ToServer.Leave _ -> {
                present.remove(line.memberId, line);
                others(line.memberId, new FromServer.Absent(line.memberId, true));
            }
            case ToServer.Relay _ -> throw new AssertionError("not here");
        }
    }

    private boolean isHost(FakeLine line) {
        return line.memberId.equals(hostId);
    }

    private void expel(FakeLine by, String memberId, int code) {
        FakeLine line = present.get(memberId);
        if (isHost(by) && line != null && !isHost(line)) {
            line.lose(code, "");
        }
    }

    private void enter(FakeLine line, ToServer.Enter enter) {
        Bytes salt = enter.createSalt();
        Bytes hash = hash(enter.admission());
        if (hostId == null) {
            if (salt == null
                    || !RoomId.matches(
                            enter.roomId(), salt.copy(), enter.certificate().copy())) {
                refuse(line, RefusalCode.NO_ROOM);
                return;
            }
            hostId = line.memberId;
            admissions.put(enter.epoch(), hash);
        }
        boolean isKnown = lastIds.containsKey(line.memberId);
        boolean isGood =
                hash.equals(admissions.get(enter.epoch())) && (enter.epoch() == admissions.lastKey() || isKnown);
        if (banned.contains(line.memberId)) {
            refuse(line, RefusalCode.BANNED);
        } else if (!isHost(line) && !isGood) {
            refuse(line, RefusalCode.WRONG_SECRET);
        } else {
            welcome(line, enter.sinceSeq());
        }
    }

    private static Bytes hash(Bytes admission) {
        try {
            return Bytes.of(MessageDigest.getInstance("SHA-256").digest(admission.copy()));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private void refuse(FakeLine line, RefusalCode code) {
        line.toPlayer.add(new FromServer.Refused(code, "You may not come in: " + code.text() + "."));
        while (line.tell()) {
            // The refusal is the last that the player hears.
        }
        line.lose(4000, "");
    }

    private void welcome(FakeLine line, long sinceSeq) {
        lastIds.putIfAbsent(line.memberId, 0L);
        FakeLine former = present.put(line.memberId, line);
        if (former != null && former != line) {
            former.lose(4001, "");
        }
        int from = (int) Math.max(firstIndex, Math.min(sinceSeq, log.size()));
        line.toPlayer.add(new FromServer.Entered(
                Objects.requireNonNull(hostId),
                from + 1L,
                log.size() + 1L,
                timeMs,
                Bytes.of(new byte[32]),
                new FromServer.Turn(List.of("turn:h:1"), "u", "p", 600),
                List.copyOf(present.keySet())));
        line.toPlayer.addAll(log.subList(from, log.size()));
        others(line.memberId, new FromServer.Present(line.memberId));
    }

    private void append(FakeLine line, ToServer.Append append) {
        long last = lastIds.getOrDefault(line.memberId, 0L);
        if (append.id() <= last) {
            log.stream()
                    .skip(firstIndex)
                    .filter(entry -> entry.fromMemberId().equals(line.memberId) && entry.id() == append.id())
                    .forEach(line.toPlayer::add);
            return;
        }
        if (line.numToDrop > 0) {
            line.numToDrop--;
            line.toPlayer.add(new FromServer.Slow("Too much at once."));
            return;
        }
        FromServer.Log entry = new FromServer.Log(log.size() + 1L, timeMs, line.memberId, append.id(), append.body());
        log.add(entry);
        lastIds.put(line.memberId, append.id());
        if (append.snapshot()) {
            firstIndex = log.size() - 1;
        }
        present.values().forEach(each -> each.toPlayer.add(entry));
    }

    // --- The test's hands -------------------------------------------------------------------------------------------

    /// Lets one message travel, or one player connect, by chance.
    boolean step(Random random) {
        List<FakeLine> shuffled = new ArrayList<>(lines);
        Collections.shuffle(shuffled, random);
        for (FakeLine line : shuffled) {
            if (isUp && !line.isOpen && !line.isEnded) {
                line.connect();
                return true;
            }
            if (random.nextBoolean() ? line.hear() || line.tell() : line.tell() || line.hear()) {
                return true;
            }
        }
        return false;
    }

    /// Lets everything travel until nothing does any more.
    void settle(Random random) {
        for (int i = 0; step(random); i++) {
            if (i > 200_000) {
                throw new AssertionError("They never stop talking.");
            }
        }
    }

    /// Something that a member has said is not in the log any more, and did not count for anybody.
    void hasHeard(String memberId, long id) {
        lastIds.put(memberId, id);
    }

    /// The server dies, and comes back without its last entries.
    void die(int numLost) {
        isUp = false;
        for (FakeLine line : List.copyOf(lines)) {
            line.lose(1006, "The server is gone.");
        }
        present.clear();
        int numLeft = Math.max(firstIndex + 1, log.size() - numLost);
        if (numLost > 0 && numLeft < log.size()) {
            log.subList(numLeft, log.size()).clear();
            lastIds.replaceAll((id, last) -> log.stream()
                    .filter(entry -> entry.fromMemberId().equals(id))
                    .mapToLong(FromServer.Log::id)
                    .max()
                    .orElse(0));
        }
        isUp = true;
    }

    /// The server is another one, that knows nothing.
    void forget() {
        die(0);
        log.clear();
        firstIndex = 0;
        hostId = null;
        admissions.clear();
        lastIds.clear();
        banned.clear();
    }
}
