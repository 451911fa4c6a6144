package tutti.nat.room.client;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tutti.nat.identity.Identity;
import tutti.nat.invite.RoomInvite;
import tutti.nat.invite.ServerUrl;
import tutti.nat.room.HostedRoom;
import tutti.nat.room.LogEntry;
import tutti.nat.room.Member;
import tutti.nat.room.Role;
import tutti.nat.room.RoomEvent;
import tutti.nat.room.RoomState;
import tutti.nat.room.wire.FromServer;

/// A real session, and all that it has told.
final class Musician implements RoomObserver, AutoCloseable {
    private static final long PATIENCE_SECONDS = 120;

    final RoomSettings settings;
    final List<String> told = new ArrayList<>();
    final List<String> chats = new ArrayList<>();
    RoomState state;

    @Nullable
    String refused;

    @Nullable
    HostedRoom hosted;

    private @Nullable RoomSession session;

    private Musician(RoomSettings settings) {
        this.settings = settings;
        this.state = RoomState.empty(settings.roomId());
    }

    static Identity identity() {
        return Identity.create(Venue.RANDOM, Instant.now());
    }

    private static Musician open(RoomSettings settings) {
        Musician musician = new Musician(settings);
        musician.session = RoomSession.open(settings, musician);
        return musician;
    }

    static Musician host(ServerUrl url, HostedRoom hosted, Identity identity, String name) {
        return open(RoomSettings.host(
                url,
                hosted,
                "Tuesday",
                identity,
                name,
                Role.PERFORMER,
                Venue.RANDOM.nextLong(),
                System::nanoTime,
                Venue.RANDOM));
    }

    static Musician guest(RoomInvite invite, Identity identity, String name) {
        return open(RoomSettings.guest(
                invite, identity, name, Role.PERFORMER, Venue.RANDOM.nextLong(), System::nanoTime, Venue.RANDOM));
    }

    RoomSession session() {
        return Objects.requireNonNull(session);
    }

    String id() {
        return settings.identity().memberId();
    }

    String name() {
        return session().state().member(id()).map(Member::name).orElse("");
    }

    /// Waits until this musician has been told enough.
    synchronized Musician await(String what, Predicate<Musician> enough) {
        long untilNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!enough.test(this)) {
            long leftNs = untilNs - System.nanoTime();
            if (leftNs <= 0) {
                throw new AssertionError(
                        "Not told: " + what + "; told " + told + ", " + chats.size() + " chats, " + state);
            }
            try {
                TimeUnit.NANOSECONDS.timedWait(this, Math.min(leftNs, 100_000_000));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        return this;
    }

    Musician awaitJoined() {
        return await("joined", who -> who.isActive(who.id(), who.settings.run()));
    }

    synchronized boolean isActive(String memberId, long run) {
        return state.member(memberId)
                .filter(member -> member.isActive() && member.run() == run)
                .isPresent();
    }

    private synchronized void tell(String what) {
        told.add(what);
        notifyAll();
    }

    @Override
    public void onEntered(FromServer.Entered entered) {
        tell("entered");
    }

    @Override
    public synchronized void onState(RoomState shown) {
        state = shown;
        notifyAll();
    }

    @Override
    public void onPresent(String memberId) {
        tell("present " + memberId);
    }

    @Override
    public void onAbsent(String memberId, boolean left) {
        tell((left ? "left " : "absent ") + memberId);
    }

    @Override
    public void onSignal(String memberId, long run, String payloadJson) {
        tell("signal " + memberId + " " + run + " " + payloadJson);
    }

    @Override
    public synchronized void onEvent(LogEntry entry) {
        if (entry.event() instanceof RoomEvent.Chat(String text)) {
            chats.add(text);
            notifyAll();
        }
    }

    @Override
    public void onServerLost(String reason) {
        tell("lost: " + reason);
    }

    @Override
    public synchronized void onRefused(String reason) {
        refused = reason;
        notifyAll();
    }

    @Override
    public synchronized void onHosted(HostedRoom room) {
        hosted = room;
        notifyAll();
    }

    @Override
    public void close() {
        session().close();
    }
}
