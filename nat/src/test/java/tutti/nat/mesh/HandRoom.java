package tutti.nat.mesh;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tutti.nat.room.wire.MalformedMessageException;
import tutti.nat.room.wire.WireLimits;
import tutti.nat.udp.PacketRoute;

/// A room moved by hand: who is there, signals with delay, loss and worse, a relay for packets, and its absence.
/// Signals go as JSON, and to the run that they were meant for.
final class HandRoom {
    /// Something that happens later.
    private record Event(long dueNs, long number, Runnable what) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return dueNs == other.dueNs ? Long.compare(number, other.number) : Long.compare(dueNs, other.dueNs);
        }
    }

    /// A signal that was sent.
    record Sent(Player from, Player to, Signal signal, long atNs) {}

    private record Pair(Player from, Player to) {}

    /// One player's connection for packets.
    private static final class Relay {
        boolean isOpen;
        boolean isGone;
    }

    private final World world;
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final Set<Player> members = new LinkedHashSet<>();
    private final Map<Player, Relay> relays = new HashMap<>();
    private final Map<Pair, Long> lastNs = new HashMap<>();
    final List<Sent> sent = new ArrayList<>();
    private long numEvents;
    private boolean isAway;

    long delayNs = 20_000_000;
    long jitterNs;
    double loss;

    /// Chances for what the seals on real signals prevent.
    double duplicates;

    boolean reorders;

    /// Whether what follows an offer is lost.
    boolean losesCandidates;

    long relayOpensNs = 200_000_000;
    long relayDelayNs = 30_000_000;
    int numRelayed;

    /// Signals that their receivers did not understand.
    int numMalformed;

    HandRoom(World world) {
        this.world = world;
    }

    private void later(long afterNs, Runnable what) {
        events.add(new Event(world.nowNs + afterNs, numEvents++, what));
    }

    /// Does what is due.
    int deliver() {
        int numDone = 0;
        for (Event next = events.peek(); next != null && next.dueNs() <= world.nowNs; next = events.peek()) {
            events.remove();
            next.what().run();
            numDone++;
        }
        return numDone;
    }

    // --- Who is there -----------------------------------------------------------------------------------------------

    /// A player enters; everybody who is there hears of it, after the same delay.
    void enter(Player player) {
        enter(player, delayNs, delayNs);
    }

    /// The same with a delay for the others and another one for the player itself.
    void enter(Player player, long othersNs, long itselfNs) {
        for (Player other : members) {
            if (other != player) {
                later(othersNs, () -> introduce(player, other));
                later(itselfNs, () -> introduce(other, player));
            }
        }
        members.add(player);
    }

    private void introduce(Player member, Player to) {
        if (to.isRunning() && members.contains(member) && isConnected(to)) {
            to.mesh().admit(member.member());
        }
    }

    /// The member has no connection to the room any more; the others are told.
    void vanish(Player player) {
        members.remove(player);
        tellOthers(player, other -> other.mesh().absent(player.id()));
    }

    /// The member goes, and says so.
    void leave(Player player) {
        members.remove(player);
        tellOthers(player, other -> other.mesh().dismiss(player.id(), player.name + " left.", true));
    }

    /// The host throws a member out.
    void remove(Player player) {
        members.remove(player);
        tellOthers(player, other -> other.mesh().dismiss(player.id(), player.name + " was removed.", false));
    }

    private void tellOthers(Player about, Consumer<Player> what) {
        for (Player other : world.players) {
            if (other != about) {
                later(delayNs, () -> {
                    if (other.isRunning() && isConnected(other)) {
                        what.accept(other);
                    }
                });
            }
        }
    }

    // --- Whether it is there ----------------------------------------------------------------------------------------

    /// The server is gone.
    void goAway() {
        isAway = true;
        relays.values().forEach(relay -> relay.isGone = true);
        relays.clear();
    }

    /// The server is there again, and everybody enters it again.
    void comeBack() {
        isAway = false;
        reenter();
    }

    void online(Player player, boolean isOnline) {
        player.online = isOnline;
        if (isOnline) {
            reenter();
        } else {
            forget(player);
        }
    }

    private void reenter() {
        for (Player member : List.copyOf(members)) {
            for (Player other : members) {
                if (other != member) {
                    later(delayNs, () -> introduce(member, other));
                }
            }
        }
    }

    boolean isAway() {
        return isAway;
    }

    boolean isConnected(Player player) {
        return !isAway && player.online && player.isRunning();
    }

    /// A player's connections are gone.
    void forget(Player player) {
        Relay relay = relays.remove(player);
        if (relay != null) {
            relay.isGone = true;
        }
    }

    // --- Signals ----------------------------------------------------------------------------------------------------

    Signalling signalling(Player player) {
        return new Signalling() {
            @Override
            public boolean isConnected() {
                return HandRoom.this.isConnected(player);
            }

            @Override
            public void send(MeshMember to, Signal signal) {
                signal(player, to, signal);
            }

            @Override
            public void openRelay() {
                HandRoom.this.openRelay(player);
            }

            @Override
            public Optional<PacketRoute> relayTo(MeshMember member) {
                return HandRoom.this.relayTo(player, member);
            }
        };
    }

    private @Nullable Player withId(String id) {
        return world.players.stream()
                .filter(player -> player.id().equals(id))
                .findAny()
                .orElse(null);
    }

    private void signal(Player from, MeshMember member, Signal signal) {
        Player to = withId(member.id());
        if (to == null || !isConnected(from) || !members.contains(to)) {
            return;
        }
        sent.add(new Sent(from, to, signal, world.nowNs));
        String text = SignalJson.encode(signal);
        if (text.length() > WireLimits.MAX_SIGNAL_BYTES - 256) {
            throw new AssertionError("No seal holds a signal of " + text.length() + " bytes.");
        }
        int numCopies = world.random.nextDouble() < duplicates ? 2 : 1;
        for (int i = 0; i < numCopies; i++) {
            boolean isLost = losesCandidates && signal instanceof Signal.Candidates;
            if (!isLost && world.random.nextDouble() >= loss) {
                carry(from, to, member.run(), text);
            }
        }
    }

    private void carry(Player from, Player to, long toRun, String text) {
        long run = from.run;
        long dueNs = world.nowNs + delayNs + (long) (jitterNs * world.random.nextDouble());
        if (!reorders) {
            dueNs = Math.max(dueNs, lastNs.getOrDefault(new Pair(from, to), 0L));
            lastNs.put(new Pair(from, to), dueNs);
        }
        later(dueNs - world.nowNs, () -> {
            if (isConnected(to) && to.run == toRun) {
                hear(to, from, run, text);
            }
        });
    }

    private void hear(Player to, Player from, long run, String text) {
        try {
            to.mesh().onSignal(from.id(), run, SignalJson.decode(text));
        } catch (MalformedMessageException e) {
            numMalformed++;
        }
    }

    /// What a hostile member says.
    void say(Player from, Player to, Signal signal) {
        signal(from, to.member(), signal);
    }

    /// How many signals of a kind a player has sent since a moment.
    long numSent(Player from, Class<? extends Signal> kind, long sinceNs) {
        return sent.stream()
                .filter(each -> each.from() == from && each.atNs() >= sinceNs && kind.isInstance(each.signal()))
                .count();
    }

    // --- Packets through the room -----------------------------------------------------------------------------------

    private void openRelay(Player player) {
        if (isConnected(player) && player.mayRelay && !relays.containsKey(player)) {
            Relay relay = new Relay();
            relays.put(player, relay);
            later(relayOpensNs, () -> relay.isOpen = !relay.isGone);
        }
    }

    boolean hasRelay(Player player) {
        Relay relay = relays.get(player);
        return relay != null && relay.isOpen;
    }

    /// The server closes everybody's connection for packets.
    void closeRelays() {
        relays.values().forEach(relay -> relay.isGone = true);
        relays.clear();
    }

    private Optional<PacketRoute> relayTo(Player from, MeshMember member) {
        Relay relay = relays.get(from);
        if (relay == null || !relay.isOpen) {
            return Optional.empty();
        }
        return Optional.of((buffer, offsetBytes, numBytes) -> {
            byte[] bytes = Arrays.copyOfRange(buffer, offsetBytes, offsetBytes + numBytes);
            return !relay.isGone && relay(from, member, bytes);
        });
    }

    private boolean relay(Player from, MeshMember member, byte[] bytes) {
        numRelayed++;
        later(relayDelayNs, () -> {
            Player to = withId(member.id());
            if (to != null && hasRelay(to)) {
                to.antenna.put(new ThroughRoom(from.id()), bytes, world.nowNs);
            }
        });
        return true;
    }
}
