package tutti.engine.control.remote;

import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tutti.engine.control.RoomView;
import tutti.engine.control.tree.ControlTree;
import tutti.engine.control.tree.Leaf;
import tutti.engine.control.tree.Origin;

/// Both ends of remote engineering in one engine: the desks of those who are entrusted to this player are on its tree,
/// and those to whom this player's desk is entrusted may steer it.
///
/// The room is looked at before each message that comes, so the word of the host that ends a grant counts from the
/// moment
/// that this engine has it in its log, whatever the engineer's engine makes of it. What comes too fast is dropped and
/// counted, and so is what comes from somebody without a grant, or is malformed.
///
/// Thread: [#turn] one at a time; [#onParcel] any.
public final class Engineers {
    /// Who has not been heard for so long is not there.
    static final long SILENCE_NS = 15_000_000_000L;

    /// Between two attempts to turn to a desk.
    static final long RETRY_NS = 2_000_000_000L;

    /// Messages of one member that are looked at in a second: twice as many as its engine says when all is well.
    static final int MAX_HEARD_A_SECOND = 20;

    /// Messages to all members together in a second, so that a room server's allowance lasts for those that keep links
    /// alive.
    static final int MAX_SAID_A_SECOND = 50;

    /// Of the 16,384 nodes of a tree, those that are others' at most.
    static final int MAX_MIRRORED = 10_000;

    private static final int MAX_WAITING = 256;
    private static final long SECOND_NS = 1_000_000_000L;
    private static final int MAX_NAMES = 1_400;

    private final ControlTree tree;
    private final Supplier<RoomView> room;
    private final Post post;
    private final RandomGenerator random;
    private final ArrayBlockingQueue<Parcel> inbox = new ArrayBlockingQueue<>(MAX_WAITING);
    private final Map<String, Steered> steered = new HashMap<>();
    private final Map<String, Mirrored> mirrored = new HashMap<>();
    private final Map<String, Second> heard = new HashMap<>();
    private final Space space = new Space(MAX_MIRRORED);
    private final Second said = new Second(MAX_SAID_A_SECOND);
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong malformed = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong set = new AtomicLong();
    private volatile boolean isSteerable = true;
    private volatile String steeredBy = "";

    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    private record Parcel(String memberId, long run, byte[] bytes) {}

    /// An engineer at this desk.
    private record Steered(long run, SteeredDesk desk) {}

    /// A desk at which this engineer is.
    ///
    /// @param desk null while another attempt is waited for
    /// @param retryNs when that is due
    private record Mirrored(long run, @Nullable RemoteDesk desk, long retryNs) {}

    /// @param room how the room stands
    /// @param random for what tells one session from another
    public Engineers(ControlTree tree, Supplier<RoomView> room, Post post, RandomGenerator random) {
        this.tree = tree;
        this.room = room;
        this.post = post;
        this.random = random;
        nodes().forEach(tree::mount);
    }

    private List<Leaf> nodes() {
        return List.of(
                Leaf.toggle("/room/steerable")
                        .initial(true)
                        .help("Whether those to whom the host has entrusted this desk may steer it.")
                        .bind(() -> isSteerable, isOn -> isSteerable = isOn),
                Leaf.text("/room/steered_by", MAX_NAMES)
                        .help("Who steers this desk from afar: names with spaces between.")
                        .bind(() -> steeredBy),
                counter("/room/steering/set", "Values that were set from afar.", set::get),
                counter("/room/steering/refused", "Messages of those who may not steer.", refused::get),
                counter("/room/steering/malformed", "Messages that made no sense.", malformed::get),
                counter("/room/steering/dropped", "Messages that came too fast.", dropped::get),
                counter("/room/steering/left_out", "Nodes of others' desks without space here.", space::leftOut));
    }

    private static Leaf counter(String address, String help, LongSupplier value) {
        return Leaf.count(address).tags("counter").help(help).bind(value);
    }

    /// A member's engine has sent something, authentic, new and in order.
    public void onParcel(String memberId, long run, byte[] bytes) {
        if (!inbox.offer(new Parcel(memberId, run, bytes))) {
            dropped.incrementAndGet();
        }
    }

    /// Does what is due.
    ///
    /// @return how many messages were looked at
    public int turn(long nowNs) {
        RoomView view = room.get();
        follow(view, nowNs);
        int numHeard = 0;
        for (Parcel parcel = inbox.poll(); parcel != null && numHeard < MAX_WAITING; parcel = inbox.poll()) {
            hear(parcel, nowNs);
            numHeard++;
        }
        steered.forEach((id, engineer) -> send(id, engineer.run, nowNs, () -> engineer.desk.turn(nowNs)));
        mirrored.forEach((id, player) -> {
            RemoteDesk desk = player.desk;
            if (desk != null) {
                send(id, player.run, nowNs, () -> desk.turn(nowNs));
            }
        });
        return numHeard;
    }

    private void send(String memberId, long run, long nowNs, Supplier<byte @Nullable []> message) {
        if (said.isSpent(nowNs)) {
            return;
        }
        byte[] bytes = message.get();
        if (bytes != null) {
            said.spend();
            post.send(memberId, run, bytes);
        }
    }

    // --- Who may ----------------------------------------------------------------------------------------------------

    /// Whether a run of a member may steer this desk now.
    private boolean maySteerHere(RoomView view, String memberId, long run) {
        return isSteerable
                && view.maySteer(memberId, view.selfId())
                && view.person(memberId).filter(person -> person.run() == run).isPresent();
    }

    private void follow(RoomView view, long nowNs) {
        for (Iterator<Map.Entry<String, Steered>> all = steered.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<String, Steered> next = all.next();
            Steered engineer = next.getValue();
            if (!maySteerHere(view, next.getKey(), engineer.run)) {
                all.remove();
                refuse(next.getKey(), engineer.run, engineer.desk.session());
            } else if (nowNs - engineer.desk.heardNs() >= SILENCE_NS) {
                all.remove();
            }
        }
        steeredBy = steered.keySet().stream()
                .map(id -> view.person(id).map(RoomView.Person::name).orElse(""))
                .sorted()
                .collect(Collectors.joining(" "));
        mirrored.entrySet().removeIf(entry -> {
            boolean isOver = !isEntrusted(view, entry.getKey(), entry.getValue().run);
            if (isOver) {
                Optional.ofNullable(entry.getValue().desk).ifPresent(RemoteDesk::close);
            }
            return isOver;
        });
        for (RoomView.Person person : view.members()) {
            if (isEntrusted(view, person.id(), person.run())) {
                mirrored.compute(person.id(), (_, present) -> renewed(present, person, nowNs));
            }
        }
        heard.keySet().removeIf(id -> view.person(id).isEmpty());
    }

    /// Whether this player may steer the desk of a run of a member.
    private static boolean isEntrusted(RoomView view, String memberId, long run) {
        return view.maySteer(view.selfId(), memberId)
                && view.person(memberId)
                        .filter(person -> person.run() == run && person.isHere())
                        .isPresent();
    }

    private Mirrored renewed(@Nullable Mirrored present, RoomView.Person person, long nowNs) {
        if (present != null && present.desk != null) {
            boolean isLost = present.desk.isRefused() || nowNs - present.desk.heardNs() >= SILENCE_NS;
            if (isLost) {
                present.desk.close();
                return new Mirrored(person.run(), null, nowNs + RETRY_NS);
            }
            return present;
        }
        if (present != null && present.retryNs - nowNs > 0) {
            return present;
        }
        return new Mirrored(person.run(), new RemoteDesk(tree, person.name(), random.nextLong(), space, nowNs), nowNs);
    }

    // --- What comes -------------------------------------------------------------------------------------------------

    private void hear(Parcel parcel, long nowNs) {
        RoomView view = room.get();
        boolean isKnown = view.person(parcel.memberId)
                .filter(person -> person.run() == parcel.run)
                .isPresent();
        if (!isKnown) {
            refused.incrementAndGet();
            return;
        }
        Second allowance = heard.computeIfAbsent(parcel.memberId, _ -> new Second(MAX_HEARD_A_SECOND));
        if (allowance.isSpent(nowNs)) {
            dropped.incrementAndGet();
            return;
        }
        allowance.spend();
        try {
            if (DeskReader.isAsk(parcel.bytes)) {
                hear(parcel, DeskReader.ask(parcel.bytes), view, nowNs);
            } else {
                DeskMessage.Tell tell = DeskReader.tell(parcel.bytes);
                Mirrored player = mirrored.get(parcel.memberId);
                if (player != null && player.desk != null && player.run == parcel.run) {
                    player.desk.onTell(tell, nowNs);
                }
            }
        } catch (MalformedDeskException nonsense) {
            malformed.incrementAndGet();
        }
    }

    private void hear(Parcel parcel, DeskMessage.Ask ask, RoomView view, long nowNs) {
        Steered engineer = steered.get(parcel.memberId);
        boolean isSame = engineer != null && engineer.run == parcel.run && engineer.desk.session() == ask.session();
        if (!maySteerHere(view, parcel.memberId, parcel.run) || (!isSame && ask.number() != 1)) {
            refused.incrementAndGet();
            refuse(parcel.memberId, parcel.run, ask.session());
            return;
        }
        if (engineer == null || !isSame) {
            String name =
                    view.person(parcel.memberId).map(RoomView.Person::name).orElse("");
            engineer = new Steered(
                    parcel.run, new SteeredDesk(tree, ask.session(), new Origin(name + " from afar"), nowNs));
            steered.put(parcel.memberId, engineer);
        }
        long before = engineer.desk.numSet();
        engineer.desk.onAsk(ask, nowNs);
        set.addAndGet(engineer.desk.numSet() - before);
    }

    /// An answer to each message, of which only so many are looked at.
    private void refuse(String memberId, long run, long session) {
        post.send(
                memberId,
                run,
                DeskWriter.tell(new DeskMessage.Tell(session, 0, 0, true, false, List.of(), List.of(), List.of())));
    }

    /// Takes the others' desks off the tree.
    public void close() {
        mirrored.values().forEach(player -> Optional.ofNullable(player.desk).ifPresent(RemoteDesk::close));
        mirrored.clear();
        steered.clear();
    }

    /// How often something may happen in a second. It begins with the first time.
    private static final class Second {
        private final int most;
        private long fromNs;
        private int count;

        Second(int most) {
            this.most = most;
        }

        boolean isSpent(long nowNs) {
            if (count == 0 || nowNs - fromNs >= SECOND_NS) {
                fromNs = nowNs;
                count = 0;
            }
            return count >= most;
        }

        void spend() {
            count++;
        }
    }
}
