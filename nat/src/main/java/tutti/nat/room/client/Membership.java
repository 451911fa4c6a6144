package tutti.nat.room.client;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tutti.nat.identity.Fingerprint;
import tutti.nat.room.HostedRoom;
import tutti.nat.room.Keyring;
import tutti.nat.room.LogEntry;
import tutti.nat.room.Member;
import tutti.nat.room.RejectReason;
import tutti.nat.room.RoomEvent;
import tutti.nat.room.RoomKeys;
import tutti.nat.room.RoomLog;
import tutti.nat.room.RoomState;
import tutti.nat.room.Sealer;
import tutti.nat.room.SignalReader;
import tutti.nat.room.Standing;
import tutti.nat.room.wire.Bytes;
import tutti.nat.room.wire.FromServer;
import tutti.nat.room.wire.RefusalCode;
import tutti.nat.room.wire.ToServer;
import tutti.nat.room.wire.WireLimits;

/// A player's part of the conversation with the room server: coming in, reading the log, and saying what is to be said
/// until the log has it. What a member or host has to say of itself follows from what the log says, not from what
/// happened before; so it does not matter at which point a connection, the server or this program ended the last time.
///
///     OUTSIDE -> READING -> INSIDE          entered; the log has been read
///     READING, INSIDE -> OUTSIDE            the connection is lost
///     any -> ENDED                          refused, sent away, or left
///
/// No thread and no socket of its own. Thread: the room's.
final class Membership {
    /// How far it has come.
    enum Phase {
        OUTSIDE,
        READING,
        INSIDE,
        ENDED
    }

    /// Until what the server has dropped is sent again; it takes 50 messages a second.
    static final long SLOW_NS = 500_000_000;

    /// Until what has not come back is sent again though nothing seems wrong.
    static final long OVERDUE_NS = 5_000_000_000L;

    private static final long NEVER = Long.MAX_VALUE;
    private static final int REFUSED = 4000;
    private static final int REPLACED = 4001;
    private static final int REMOVED = 4002;
    private static final int BANNED = 4003;

    /// A note of the player's own that the log has.
    private record OwnNote(RoomEvent.Note note, long id) {}

    private final RoomSettings settings;
    private final RoomObserver observer;
    private final RoomLine line;
    private final RoomTally tally;
    private final String self;
    private final Keyring keyring;
    private final RoomLog log;
    private final SignalReader signals;
    private final Sealer sealer;
    private final EntryPass pass;
    private final Presence presence;
    private final @Nullable HostDuties duties;
    private final Outbox outbox = new Outbox();

    /// How far of each member's entries the observer has been told.
    private final Map<String, Long> told = new HashMap<>();

    private final Map<String, OwnNote> ownNotes = new HashMap<>();
    private Phase phase = Phase.OUTSIDE;
    private FromServer.@Nullable Entered entered;
    private RoomState shown;
    private String lostReason = "";
    private long snapshotSeq;
    private long signalCounter;
    private long sendAgainNs = NEVER;
    private long askTurnNs = NEVER;

    /// Whether the next entry is the last one that was read, once more.
    private boolean awaitsOverlap;

    private boolean hasBeenIn;
    private boolean hasJoined;
    private boolean isLeaving;

    Membership(RoomSettings settings, RoomObserver observer, RoomLine line, RoomTally tally) {
        String roomId = settings.roomId();
        this.settings = settings;
        this.observer = observer;
        this.line = line;
        this.tally = tally;
        this.self = settings.identity().memberId();
        this.keyring = new Keyring(
                RoomKeys.of(roomId, settings.invite().epoch(), settings.invite().secret()));
        this.duties = settings.hosted()
                .map(room -> new HostDuties(settings.identity(), settings.title(), room, keyring, observer))
                .orElse(null);
        this.log = new RoomLog(roomId, settings.identity(), keyring, tally.rejected);
        this.signals = new SignalReader(roomId, settings.identity(), settings.run(), keyring, tally.rejected);
        this.sealer = new Sealer(roomId, settings.identity(), settings.run(), settings.random());
        this.pass = new EntryPass(settings, keyring);
        this.presence = new Presence(self, observer);
        this.shown = log.state();
    }

    // --- Asked ------------------------------------------------------------------------------------------------------

    Phase phase() {
        return phase;
    }

    /// The newest keys that are known.
    RoomKeys newestKeys() {
        return keyring.newest();
    }

    /// What the server said when it let the player in the last time, with fresh credentials.
    Optional<FromServer.Entered> entered() {
        return Optional.ofNullable(entered);
    }

    // --- Coming in --------------------------------------------------------------------------------------------------

    /// The connection is lost, or did not come about.
    void onLost(int code, String reason) {
        if (phase == Phase.ENDED) {
            return;
        }
        phase = Phase.OUTSIDE;
        switch (code) {
            case REPLACED ->
                end(
                        "Your identity has come in from elsewhere; stop the other one, or give this one a folder of its own.");
            case REMOVED -> end("The host has removed you from this room; you may join again.");
            case BANNED -> end("The host has banned you from this room.");
            case REFUSED -> {}
            default -> lost(reason);
        }
    }

    private void lost(String reason) {
        if (!reason.equals(lostReason)) {
            lostReason = reason;
            observer.onServerLost(reason);
        }
    }

    /// The server says something.
    ///
    /// @param server the certificate that it has shown
    void onMessage(FromServer message, Fingerprint server) {
        if (phase == Phase.ENDED) {
            return;
        }
        switch (message) {
            case FromServer.Challenge challenge -> onChallenge(challenge, server);
            case FromServer.Entered granted -> onEntered(granted);
            case FromServer.Refused refused -> onRefused(refused);
            case FromServer.Log entry -> onLog(entry);
            case FromServer.Signal signal -> onSignal(signal);
            case FromServer.Present(String memberId) -> presence.comes(memberId);
            case FromServer.Absent(String memberId, boolean left) -> presence.goes(memberId, left);
            case FromServer.Turn turn -> onTurn(turn);
            case FromServer.Slow _ -> {
                tally.slowedDown.increment();
                sendAgainNs = nowNs() + SLOW_NS;
            }
            case FromServer.RelayReady _ -> tally.malformed.increment();
        }
    }

    private void onChallenge(FromServer.Challenge challenge, Fingerprint server) {
        if (challenge.version() != WireLimits.VERSION) {
            end("The room server speaks another version of the protocol; use the same version of Tutti on both ends.");
        } else {
            // The last entry once more: it shows whether the server still has what this player has seen.
            line.send(pass.answer(challenge, server, Math.max(0, log.seq() - 1)));
        }
    }

    private void onRefused(FromServer.Refused refused) {
        boolean mayChange = refused.code() == RefusalCode.BUSY
                || (hasBeenIn && (refused.code() == RefusalCode.NO_ROOM || refused.code() == RefusalCode.FULL));
        if (mayChange) {
            lost(refused.reason());
        } else if (refused.code() != RefusalCode.WRONG_SECRET || !pass.tryFormer()) {
            end(refused.reason());
        }
    }

    private void onEntered(FromServer.Entered granted) {
        tally.entered.increment();
        phase = Phase.READING;
        hasBeenIn = true;
        lostReason = "";
        entered = granted;
        pass.reset();
        presence.are(granted.memberIds());
        // Above whatever a former run has counted, which need not be in the log any more.
        outbox.used(granted.timeMs());
        planTurn(granted.turn());
        observer.onEntered(granted);
        if (granted.nextSeq() - 1 < log.seq()) {
            startOver();
            return;
        }
        awaitsOverlap = log.seq() > 0 && granted.firstSeq() <= log.seq();
        goInsideWhenRead();
    }

    /// The server has lost entries: the log is read from its beginning.
    private void startOver() {
        tally.startedOver.increment();
        if (duties != null && log.state().isOpen()) {
            duties.lost(log.state());
        }
        outbox.callBack(Outbox.Sent::isDuty);
        log.startOver();
        snapshotSeq = 0;
        awaitsOverlap = false;
        phase = Phase.OUTSIDE;
        line.reconnect("The room server has lost a part of the log; reading it again.");
    }

    private void goInsideWhenRead() {
        FromServer.Entered granted = Objects.requireNonNull(entered, "who reads has entered");
        if (awaitsOverlap || log.seq() < granted.nextSeq() - 1) {
            return;
        }
        phase = Phase.INSIDE;
        line.settled();
        if (log.state().isOpen()) {
            sayNotesAgain(ownCounter());
        }
        // What was under way goes again as it is, unless it is void by now, or would come before the player has joined.
        boolean mustJoin = !isJoined();
        tally.saidAgain.add(outbox.callBack(
                sent -> mustJoin || sent.isDuty() || sent.epoch() != log.state().epoch()));
        sendAgain();
        if (duties != null) {
            duties.remind(line, log.state());
        }
        act();
        if (phase == Phase.INSIDE) {
            presence.tell();
        }
    }

    private long ownCounter() {
        return log.state().member(self).map(Member::counter).orElse(0L);
    }

    // --- The log ----------------------------------------------------------------------------------------------------

    private void onLog(FromServer.Log entry) {
        if (phase == Phase.OUTSIDE) {
            return;
        }
        if (awaitsOverlap) {
            awaitsOverlap = false;
            if (!log.isLast(entry)) {
                startOver();
                return;
            }
        } else if (entry.seq() > log.seq()) {
            RoomState before = log.state();
            RoomLog.Outcome outcome = log.accept(entry);
            if (outcome.equals(new RoomLog.Outcome.Rejected(RejectReason.OUT_OF_ORDER))) {
                startOver();
                return;
            }
            onOutcome(entry, outcome, before);
        } else if (entry.fromMemberId().equals(self)) {
            // The answer to what was sent again. Lower numbers are void, if any are left.
            outbox.used(entry.id());
            tally.saidAgain.add(outbox.callBack(sent -> sent.id() <= entry.id()));
        }
        if (phase == Phase.READING) {
            goInsideWhenRead();
        } else {
            act();
        }
    }

    private void onOutcome(FromServer.Log entry, RoomLog.Outcome outcome, RoomState before) {
        if (outcome instanceof RoomLog.Outcome.Applied(LogEntry applied)) {
            if (applied.event() instanceof RoomEvent.Snapshot snapshot) {
                onSnapshot(entry.seq(), snapshot);
            }
            tell(applied);
        }
        if (entry.fromMemberId().equals(self)) {
            Optional<Outbox.Sent> sent = outbox.came(entry.id(), entry.body());
            sent.ifPresent(one -> onOwn(one, outcome, before));
            tally.saidAgain.add(outbox.callBack(each -> each.id() <= entry.id()));
        }
    }

    private void tell(LogEntry entry) {
        Long last = told.get(entry.memberId());
        if (last == null || entry.counter() > last) {
            told.put(entry.memberId(), entry.counter());
            observer.onEvent(entry);
        }
    }

    private void onSnapshot(long seq, RoomEvent.Snapshot snapshot) {
        snapshotSeq = seq;
        sayNotesAgain(snapshot.members().stream()
                .filter(member -> member.id().equals(self))
                .mapToLong(Member::counter)
                .findFirst()
                .orElse(0));
        if (duties != null) {
            duties.adoptNewest();
        }
    }

    /// What the log has lost of the player's notes: those above a count.
    private void sayNotesAgain(long counted) {
        ownNotes.values().removeIf(own -> own.id() > counted && outbox.add(own.note()));
    }

    /// Something of the player's own is in the log.
    private void onOwn(Outbox.Sent sent, RoomLog.Outcome outcome, RoomState before) {
        switch (outcome) {
            case RoomLog.Outcome.Applied(LogEntry applied) -> {
                tally.logged.increment();
                onSaid(applied.event(), sent.id(), before);
            }
            case RoomLog.Outcome.Rejected(RejectReason reason) -> onVoid(sent, reason, isJoined(before));
        }
    }

    private void onSaid(RoomEvent event, long id, RoomState before) {
        switch (event) {
            case RoomEvent.Snapshot _ when duties != null -> duties.replaced(before, log.state());
            case RoomEvent.Note note -> ownNotes.put(note.kind(), new OwnNote(note, id));
            case RoomEvent.Removed(String memberId) -> line.send(new ToServer.Remove(memberId));
            case RoomEvent.Banned(String memberId) -> line.send(new ToServer.Ban(memberId));
            case RoomEvent.Left _ -> leaveForGood();
            default -> {}
        }
    }

    private void onVoid(Outbox.Sent sent, RejectReason reason, boolean wasJoined) {
        if (sent.event() instanceof RoomEvent.Joined && reason == RejectReason.NOT_ALLOWED) {
            end("The room has as many members as it can know; ask the host to remove one of them.");
        } else if (!sent.isDuty() && (reason == RejectReason.OTHER_EPOCH || !wasJoined)) {
            tally.saidAgain.increment();
            outbox.addFirst(sent.event());
        }
    }

    // --- What has to be said ----------------------------------------------------------------------------------------

    /// Shows what the log says, and does what follows from it.
    private void act() {
        if (phase != Phase.INSIDE) {
            return;
        }
        RoomState state = log.state();
        outbox.used(ownCounter());
        if (!state.equals(shown)) {
            shown = state;
            observer.onState(state);
        }
        hasJoined |= isJoined();
        Standing standing = state.member(self).map(Member::standing).orElse(Standing.LEFT);
        if (standing == Standing.BANNED) {
            end("The host has banned you from this room.");
        } else if (standing == Standing.REMOVED && hasJoined) {
            end("The host has removed you from this room; you may join again.");
        } else {
            pump();
        }
    }

    private boolean isJoined() {
        return isJoined(log.state());
    }

    /// Whether this run is an active member.
    private boolean isJoined(RoomState state) {
        return state.member(self)
                .filter(member -> member.isActive() && member.run() == settings.run())
                .isPresent();
    }

    /// Sends what may be sent now: first what has to be, then what the player says.
    private void pump() {
        boolean goesOn = phase == Phase.INSIDE;
        while (goesOn) {
            Optional<RoomEvent> duty = duty();
            RoomEvent next = outbox.next();
            if (duty.isPresent()) {
                goesOn = mayGo(duty.get());
                if (goesOn) {
                    send(duty.get(), true);
                }
            } else if (next != null && isJoined() && outbox.hasWindow() && !outbox.isSent(RoomEvent.Snapshot.class)) {
                outbox.taken();
                send(next, false);
            } else {
                goesOn = false;
            }
        }
    }

    /// What has to be said before anything else, if anything has.
    private Optional<RoomEvent> duty() {
        RoomState state = log.state();
        if (outbox.isSent(RoomEvent.Opened.class) || outbox.isSent(RoomEvent.Snapshot.class)) {
            return Optional.empty();
        }
        // A snapshot behind a ban is made when the ban has come back.
        Optional<RoomEvent> due = duties == null || outbox.awaits(RoomEvent.Banned.class)
                ? Optional.empty()
                : duties.due(state, log.seq() - snapshotSeq);
        if (due.isPresent()) {
            return due;
        }
        boolean mustJoin = state.isOpen() && !isJoined() && !isLeaving && !outbox.isSent(RoomEvent.Joined.class);
        return mustJoin
                ? Optional.of(new RoomEvent.Joined(
                        Bytes.of(settings.identity().certificateDer()), settings.name(), settings.wish()))
                : Optional.empty();
    }

    /// A snapshot must not undo what is on its way.
    private boolean mayGo(RoomEvent duty) {
        return duty instanceof RoomEvent.Joined || outbox.isQuiet();
    }

    private void send(RoomEvent event, boolean isDuty) {
        RoomKeys keys = keys(event);
        long id = outbox.nextId();
        Outbox.Sent sent = new Outbox.Sent(id, keys.epoch(), event, isDuty, sealer.log(keys, id, event));
        outbox.sent(sent);
        send(sent);
        if (sendAgainNs == NEVER) {
            sendAgainNs = nowNs() + OVERDUE_NS;
        }
    }

    /// Who opens a room or makes a snapshot uses the newest key, everybody else the one that the log says.
    private RoomKeys keys(RoomEvent event) {
        boolean isNewest = event instanceof RoomEvent.Opened || event instanceof RoomEvent.Snapshot;
        return isNewest
                ? keyring.newest()
                : keyring.of(log.state().epoch())
                        .orElseThrow(() -> new IllegalStateException("An open room has a key."));
    }

    private void send(Outbox.Sent sent) {
        line.send(new ToServer.Append(sent.id(), sent.body(), sent.event() instanceof RoomEvent.Snapshot));
    }

    private void sendAgain() {
        outbox.allSent().forEach(this::send);
        sendAgainNs = outbox.isQuiet() ? NEVER : nowNs() + OVERDUE_NS;
    }

    // --- Time -------------------------------------------------------------------------------------------------------

    private long nowNs() {
        return settings.clockNs().getAsLong();
    }

    /// Does what is due; to be called a few times a second.
    void tick() {
        long nowNs = nowNs();
        if (phase == Phase.INSIDE && nowNs >= askTurnNs) {
            askTurnNs = nowNs + OVERDUE_NS;
            line.send(new ToServer.AskTurn());
        }
        if (phase == Phase.INSIDE && nowNs >= sendAgainNs) {
            sendAgain();
        }
    }

    private void onTurn(FromServer.Turn turn) {
        FromServer.Entered before = entered;
        if (before != null) {
            entered = new FromServer.Entered(
                    before.hostId(),
                    before.firstSeq(),
                    before.nextSeq(),
                    before.timeMs(),
                    before.relayTicket(),
                    turn,
                    before.memberIds());
            planTurn(turn);
        }
    }

    /// New credentials are asked for when a quarter of their time is left.
    private void planTurn(FromServer.@Nullable Turn turn) {
        askTurnNs = turn == null ? NEVER : nowNs() + Math.min(turn.seconds(), 1_000_000) * 750_000_000L;
    }

    // --- The player -------------------------------------------------------------------------------------------------

    /// Says something, as soon as the log takes it.
    void say(RoomEvent event) {
        if (phase == Phase.ENDED || !outbox.add(event)) {
            tally.droppedAppends.increment();
        }
        pump();
    }

    /// Says something to one member's run, or drops it.
    void signal(String memberId, long recipientRun, byte[] payload) {
        Optional<RoomKeys> keys = keyring.of(log.state().epoch());
        if (phase != Phase.INSIDE || keys.isEmpty() || !isJoined()) {
            tally.droppedSignals.increment();
            return;
        }
        signalCounter++;
        Bytes body = sealer.signal(keys.get(), signalCounter, memberId, recipientRun, payload);
        if (!line.send(new ToServer.Signal(memberId, body))) {
            tally.droppedSignals.increment();
        }
    }

    private void onSignal(FromServer.Signal signal) {
        signals.accept(signal, log.state())
                .ifPresent(verified -> observer.onSignal(verified.memberId(), verified.run(), verified.payload()));
    }

    /// Sends a member away for good. Only for the host.
    ///
    /// @param renewed has the new secret that makes the former invite worthless
    void ban(String memberId, HostedRoom renewed) {
        HostDuties host = Objects.requireNonNull(duties, "checked before");
        host.renewed(renewed);
        say(new RoomEvent.Banned(memberId));
        if (phase == Phase.INSIDE) {
            host.sendEpoch(line);
            line.send(new ToServer.Ban(memberId));
        }
    }

    /// Says goodbye, and goes when that is in the log, or at once if it cannot be.
    void leave() {
        isLeaving = true;
        if (phase == Phase.INSIDE && isJoined()) {
            say(new RoomEvent.Left());
        } else {
            leaveForGood();
        }
    }

    private void leaveForGood() {
        if (isLeaving && phase != Phase.ENDED) {
            line.send(new ToServer.Leave());
            phase = Phase.ENDED;
            line.end();
        }
    }

    private void end(String reason) {
        if (phase != Phase.ENDED) {
            phase = Phase.ENDED;
            line.end();
            observer.onRefused(reason);
        }
    }
}
