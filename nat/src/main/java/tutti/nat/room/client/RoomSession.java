package tutti.nat.room.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.http.HttpClient;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import tutti.nat.invite.InviteSecret;
import tutti.nat.invite.RoomInvite;
import tutti.nat.room.DeskGrant;
import tutti.nat.room.HostedRoom;
import tutti.nat.room.LogEntry;
import tutti.nat.room.Role;
import tutti.nat.room.RoomEvent;
import tutti.nat.room.RoomState;
import tutti.nat.room.wire.Bytes;
import tutti.nat.room.wire.FromServer;
import tutti.nat.room.wire.MalformedMessageException;
import tutti.nat.room.wire.RoomJson;
import tutti.nat.room.wire.ToServer;
import tutti.nat.room.wire.WireLimits;

/// One player's membership in a room, from [#open] until [#leave] or [#close]. It comes in, comes back by itself
/// whenever the server has been away, and keeps what the player says until the log has it.
///
/// Thread: any, for all methods; none waits but [#leave] and [#close]. The observer is called on the room's thread.
public final class RoomSession implements AutoCloseable {
    /// The longest signal: sealed and signed, it still is within the server's limit.
    public static final int MAX_SIGNAL_BYTES = 16_000;

    private static final long TICK_MS = 250;
    private static final long GOODBYE_MS = 1000;

    private final RoomSettings settings;
    private final RoomThread thread;
    private final HttpThreads httpThreads;
    private final HttpClient client;
    private final PinnedTls tls;
    private final RoomTally tally = new RoomTally();
    private final ServerConnection connection;
    private final Membership membership;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicReference<@Nullable HostedRoom> hosted;

    private volatile RoomState state;
    private volatile RoomInvite invite;
    private volatile boolean isConnected;
    private volatile FromServer.@Nullable Entered entered;

    private RoomSession(RoomSettings settings, RoomObserver observer) {
        this.settings = settings;
        this.state = RoomState.empty(settings.roomId());
        this.invite = settings.invite();
        this.hosted = new AtomicReference<>(settings.hosted().orElse(null));
        this.thread = new RoomThread("tutti-room");
        this.httpThreads = new HttpThreads("tutti-room-http-");
        this.tls = new PinnedTls(settings.invite().server(), settings.random());
        this.client = HttpClient.newBuilder()
                .sslContext(tls.context())
                .executor(httpThreads)
                .build();
        this.connection = new ServerConnection(
                settings.invite().server(),
                "/room",
                WireLimits.MAX_MESSAGE_BYTES,
                client,
                new Ear(),
                thread,
                settings.clockNs(),
                settings.random());
        this.membership = new Membership(settings, new Publisher(observer), new Line(), tally);
    }

    /// Begins to come in.
    public static RoomSession open(RoomSettings settings, RoomObserver observer) {
        RoomSession session = new RoomSession(settings, observer);
        session.thread.execute(session.connection::open);
        var _ = session.thread.schedule(session::tick, TICK_MS, TimeUnit.MILLISECONDS);
        return session;
    }

    private void tick() {
        var _ = thread.schedule(this::tick, TICK_MS, TimeUnit.MILLISECONDS);
        connection.tick();
        membership.tick();
        publish();
    }

    private void publish() {
        isConnected = membership.phase() == Membership.Phase.INSIDE;
        entered = membership.entered().orElse(null);
        if (membership.newestKeys().epoch() > invite.epoch()) {
            invite = new RoomInvite(
                    settings.invite().server(),
                    settings.roomId(),
                    membership.newestKeys().epoch(),
                    membership.newestKeys().secret());
        }
    }

    // --- Asked ------------------------------------------------------------------------------------------------------

    /// The room as last shown to the observer.
    public RoomState state() {
        return state;
    }

    /// Whether the player is in and has read the log.
    public boolean isConnected() {
        return isConnected;
    }

    /// The present invite, with the newest secret that is known.
    public RoomInvite invite() {
        return invite;
    }

    /// What the host must keep; empty for everybody else.
    public Optional<HostedRoom> hosted() {
        return Optional.ofNullable(hosted.get());
    }

    /// Credentials of a relay, renewed in time; empty if the server has none, or has not been reached yet.
    public Optional<FromServer.Turn> turn() {
        return Optional.ofNullable(entered).map(FromServer.Entered::turn);
    }

    /// Opens the way for packets through the room server; good while the session [#isConnected], and another one
    /// each time that it comes in.
    public Optional<Bytes> relayTicket() {
        return isConnected ? Optional.ofNullable(entered).map(FromServer.Entered::relayTicket) : Optional.empty();
    }

    /// What was counted since the beginning.
    public RoomCounters counters() {
        return tally.counters();
    }

    // --- Said -------------------------------------------------------------------------------------------------------

    /// Says words in the room. They wait while the server is away.
    ///
    /// @throws IllegalArgumentException if they are too long or none
    public void chat(String text) {
        say(new RoomEvent.Chat(text));
    }

    /// Sets a note for everybody. It waits while the server is away.
    ///
    /// @throws IllegalArgumentException if it is too long
    public void note(String kind, String data) {
        say(new RoomEvent.Note(kind, data));
    }

    private void say(RoomEvent event) {
        if (!hand(() -> membership.say(event))) {
            tally.droppedAppends.increment();
        }
    }

    private boolean hand(Runnable work) {
        return thread.hand(() -> {
            work.run();
            publish();
        });
    }

    /// Says something to one run of a member, best effort: dropped and counted if the server is away.
    ///
    /// @param payloadJson at most [#MAX_SIGNAL_BYTES] in UTF-8
    /// @throws IllegalArgumentException if it is longer
    public void signal(String memberId, long recipientRun, String payloadJson) {
        byte[] payload = payloadJson.getBytes(UTF_8);
        if (payload.length > MAX_SIGNAL_BYTES) {
            throw new IllegalArgumentException("A signal has at most " + MAX_SIGNAL_BYTES + " bytes.");
        }
        if (!hand(() -> membership.signal(memberId, recipientRun, payload))) {
            tally.droppedSignals.increment();
        }
    }

    /// Makes another connection at once: to be called when this computer's addresses have changed.
    public void reconnectNow() {
        thread.execute(connection::reconnectNow);
    }

    // --- The host ---------------------------------------------------------------------------------------------------

    /// Gives a member a role.
    ///
    /// @throws IllegalStateException if this is not the host
    /// @throws IllegalArgumentException if there is no such member
    public void grant(String memberId, Role role) {
        order(memberId, new RoomEvent.Granted(memberId, role));
    }

    /// Tells whose desks a member may steer, and makes an engineer of it if it has to be one for that.
    /// Throws as [#grant] does.
    public void entrust(String memberId, DeskGrant desks) {
        boolean isEngineer = state.member(memberId)
                .filter(member -> member.role() == Role.ENGINEER)
                .isPresent();
        if (!isEngineer && !desks.isNone()) {
            grant(memberId, Role.ENGINEER);
        }
        order(memberId, new RoomEvent.Entrusted(memberId, desks));
    }

    /// Has everybody not play what a member sends, or play it again. Throws as [#grant] does.
    public void mute(String memberId, boolean muted) {
        order(memberId, new RoomEvent.Muted(memberId, muted));
    }

    /// Sends a member away, who may come back. Throws as [#grant] does.
    public void remove(String memberId) {
        refuseHost(memberId);
        order(memberId, new RoomEvent.Removed(memberId));
    }

    /// Sends a member away for good. The room has a new secret from then on, which the others get by themselves; the
    /// former invite admits nobody new. Throws as [#grant] does.
    ///
    /// @return the new invite
    public RoomInvite ban(String memberId) {
        refuseHost(memberId);
        requireMember(memberId);
        InviteSecret secret = InviteSecret.random(settings.random());
        HostedRoom renewed = hosted.updateAndGet(
                room -> requireHost(room).with(requireHost(room).epoch() + 1, secret));
        HostedRoom made = requireHost(renewed);
        RoomInvite madeInvite = made.invite(settings.invite().server());
        invite = madeInvite;
        thread.execute(() -> {
            membership.ban(memberId, made);
            publish();
        });
        return madeInvite;
    }

    private void order(String memberId, RoomEvent event) {
        requireHost(hosted.get());
        requireMember(memberId);
        say(event);
    }

    private static HostedRoom requireHost(@Nullable HostedRoom room) {
        if (room == null) {
            throw new IllegalStateException("Only the host of the room may do that.");
        }
        return room;
    }

    private void requireMember(String memberId) {
        if (state.member(memberId).isEmpty()) {
            throw new IllegalArgumentException("Nobody in the room has this id.");
        }
    }

    private void refuseHost(String memberId) {
        requireHost(hosted.get());
        if (memberId.equals(settings.identity().memberId())) {
            throw new IllegalArgumentException("The host cannot send itself away.");
        }
    }

    // --- The end ----------------------------------------------------------------------------------------------------

    /// Says goodbye and ends the session. Waits for a second at most, and not at all on the room's own thread.
    public void leave() {
        thread.execute(membership::leave);
        if (!thread.isCurrent()) {
            try {
                var _ = ended.await(GOODBYE_MS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            close();
        }
    }

    /// Ends the session without a goodbye: the others see that this player is absent. Idempotent.
    @Override
    public void close() {
        thread.execute(() -> connection.close(() -> {}));
        thread.shutdown();
        client.shutdownNow();
        httpThreads.shutdown();
        isConnected = false;
    }

    /// What the connection tells. Thread: the room's.
    private final class Ear implements ServerConnection.Listener {
        @Override
        public void onOpen() {}

        @Override
        public void onText(String text) {
            try {
                FromServer message = RoomJson.decodeFromServer(text);
                membership.onMessage(
                        message, tls.seen().orElseThrow(() -> new IllegalStateException("TLS without a certificate")));
            } catch (MalformedMessageException e) {
                tally.malformed.increment();
                connection.reconnect("The room server says what this version of Tutti does not understand.");
            }
            publish();
        }

        @Override
        public void onLost(int code, String reason) {
            isConnected = false;
            membership.onLost(code, reason);
            publish();
        }
    }

    /// How the membership speaks. Thread: the room's.
    private final class Line implements RoomLine {
        @Override
        public boolean send(ToServer message) {
            return connection.send(RoomJson.encode(message));
        }

        @Override
        public void settled() {
            connection.settled();
        }

        @Override
        public void reconnect(String reason) {
            connection.reconnect(reason);
        }

        @Override
        public void end() {
            connection.close(ended::countDown);
        }
    }

    /// Lets others see what the observer is told, before it is. Thread: the room's.
    private final class Publisher implements RoomObserver {
        private final RoomObserver observer;

        Publisher(RoomObserver observer) {
            this.observer = observer;
        }

        @Override
        public void onEntered(FromServer.Entered granted) {
            publish();
            observer.onEntered(granted);
        }

        @Override
        public void onState(RoomState shown) {
            state = shown;
            publish();
            observer.onState(shown);
        }

        @Override
        public void onPresent(String memberId) {
            observer.onPresent(memberId);
        }

        @Override
        public void onAbsent(String memberId, boolean left) {
            observer.onAbsent(memberId, left);
        }

        @Override
        public void onSignal(String memberId, long run, String payloadJson) {
            observer.onSignal(memberId, run, payloadJson);
        }

        @Override
        public void onEvent(LogEntry entry) {
            observer.onEvent(entry);
        }

        @Override
        public void onServerLost(String reason) {
            publish();
            observer.onServerLost(reason);
        }

        @Override
        public void onRefused(String reason) {
            publish();
            observer.onRefused(reason);
        }

        @Override
        public void onHosted(HostedRoom room) {
            hosted.accumulateAndGet(
                    room,
                    (known, told) -> known != null && told != null && known.epoch() >= told.epoch() ? known : told);
            observer.onHosted(room);
        }
    }
}
