package tutti.engine.control;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import tutti.engine.control.tree.Address;
import tutti.engine.control.tree.ControlTree;
import tutti.engine.control.tree.Leaf;
import tutti.nat.room.DeskGrant;
import tutti.nat.room.Role;
import tutti.nat.room.RoomEvent;

/// The room as nodes: how the player is in it, what is said, and `/room/member/NAME` for everybody who belongs to it,
/// with the host's orders where the player is the host. Players that are linked without a room have only a name and
/// whether they are there.
///
/// An order shows at once, and goes back to what the room says if the room's log does not have it within
/// [#PATIENCE_NS].
///
/// Thread: [#show] one at a time, the nodes any.
public final class RoomNodes {
    /// How long an order may be on its way.
    static final long PATIENCE_NS = 3_000_000_000L;

    private static final int MAX_WHY = 2_000;

    /// Everybody's desk, in a list of names.
    private static final String EVERYBODY = "*";

    /// What is not easily taken back: a console asks before.
    public static final String DANGEROUS = "dangerous";

    private static final int MAX_INVITE = 512;
    private static final int MAX_SENTENCE = 300;
    private static final int MAX_NAMES = 1_400;

    /// The longest conversation that is shown.
    static final int MAX_CHAT = 6_000;

    private static final List<String> ROLES =
            Arrays.stream(Role.values()).map(Role::text).toList();

    private final ControlTree tree;
    private final RoomPlace place;
    private final PendingOrders orders;
    private final Map<String, Shown> mounted = new HashMap<>();
    private volatile RoomView view;

    /// Whose leaves stand at an address.
    private record Shown(String id, ControlTree.Mounted leaves) {}

    /// Declares what there is.
    public RoomNodes(ControlTree tree, RoomPlace place, LongSupplier nanoClock) {
        this.tree = tree;
        this.place = place;
        this.orders = new PendingOrders(nanoClock, PATIENCE_NS);
        this.view = place.view();
        connection().forEach(tree::mount);
        if (isRoom(view)) {
            conversation().forEach(tree::mount);
        }
        if (view.isHost()) {
            tree.mount(invite());
        }
        show();
    }

    private static boolean isRoom(RoomView view) {
        return view.connection() != RoomView.Connection.DIRECT;
    }

    /// From now on the nodes show how the room stands; those of newcomers come, those of who has gone go.
    public void show() {
        RoomView now = place.view();
        view = now;
        Map<String, RoomView.Person> wanted = new HashMap<>();
        now.members().forEach(person -> wanted.put("/room/member/" + Address.name(person.name()), person));
        Set<String> gone = new HashSet<>(mounted.keySet());
        gone.removeIf(at -> Optional.ofNullable(wanted.get(at))
                .filter(person -> person.id().equals(Objects.requireNonNull(mounted.get(at)).id))
                .isPresent());
        gone.forEach(at -> Optional.ofNullable(mounted.remove(at)).ifPresent(shown -> shown.leaves.close()));
        wanted.forEach((at, person) -> mounted.computeIfAbsent(
                at, _ -> new Shown(person.id(), tree.mount(at, isRoom(now) ? member(at, person) : peer(at, person)))));
    }

    private List<Leaf> connection() {
        List<String> words = Arrays.stream(RoomView.Connection.values())
                .map(RoomView.Connection::word)
                .toList();
        return List.of(
                Leaf.choice("/room/state", words)
                        .help("How the player is in the room: entering, here, away (the server is), refused; or direct:"
                                + " there is none.")
                        .bind(() -> view.connection().word()),
                Leaf.text("/room/reason", MAX_SENTENCE)
                        .help("What is to be said of that; empty if nothing.")
                        .bind(() -> view.reason()),
                Leaf.toggle("/room/hosted")
                        .help("Whether this player is the host.")
                        .bind(() -> view.isHost()),
                Leaf.text("/room/self", Readings.MAX_TEXT)
                        .help("The player's name here.")
                        .bind(() -> view.person(view.selfId())
                                .map(RoomView.Person::name)
                                .orElse("")));
    }

    private List<Leaf> conversation() {
        return List.of(
                Leaf.text("/room/title", RoomEvent.MAX_TITLE_CHARS)
                        .help("What the room is called; may be empty.")
                        .bind(() -> view.title()),
                Leaf.text("/room/chat", MAX_CHAT)
                        .help("What was said of late, one \"name: words\" a line, the newest last.")
                        .bind(() -> view.chat()),
                Leaf.text("/room/say", RoomEvent.MAX_CHAT_CHARS)
                        .help("Says words to everybody in the room.")
                        .obey(place::say));
    }

    private Leaf invite() {
        return Leaf.text("/room/invite", MAX_INVITE)
                .tags(Leaf.SECRET)
                .help("What others join with; who has it can come in.")
                .bind(() -> view.invite());
    }

    /// Of who has gone a getter fails, which a leaf bears.
    private RoomView.Person person(String id) {
        return view.person(id).orElseThrow();
    }

    private List<Leaf> peer(String at, RoomView.Person person) {
        String id = person.id();
        return List.of(
                Leaf.text(at + "/name", Readings.MAX_TEXT)
                        .help("Its name in the port names.")
                        .bind(() -> person.name()),
                Leaf.toggle(at + "/here")
                        .help("Whether its engine is there.")
                        .bind(() -> person(id).isHere()));
    }

    private List<Leaf> member(String at, RoomView.Person person) {
        String id = person.id();
        boolean isOrdered = view.isHost();
        boolean isSelf = id.equals(view.selfId());
        List<Leaf> leaves = new ArrayList<>(peer(at, person));
        leaves.add(Leaf.toggle(at + "/host")
                .help("Whether it is the host.")
                .bind(() -> person(id).isHost()));
        leaves.add(Leaf.toggle(at + "/self").help("Whether it is this player.").bind(() -> isSelf));
        if (!isSelf) {
            leaves.add(Leaf.text(at + "/why", MAX_WHY)
                    .help("How the way there stands, why, and what can be done; a sentence a line.")
                    .bind(() -> place.why(id)));
        }
        leaves.addAll(isOrdered ? ordered(at, id) : told(at, id));
        if (isOrdered && !isSelf) {
            leaves.add(Leaf.command(at + "/remove")
                    .tags(DANGEROUS)
                    .help("Sends it away; it may come back.")
                    .bind(() -> place.remove(id)));
            leaves.add(Leaf.command(at + "/ban")
                    .tags(DANGEROUS)
                    .help("Sends it away for good; the invite is another one then.")
                    .bind(() -> place.ban(id)));
        }
        return leaves;
    }

    private List<Leaf> told(String at, String id) {
        return List.of(
                role(at).bind(() -> person(id).role().text()),
                muted(at).bind(() -> person(id).isMuted()),
                grant(at).bind(() -> !person(id).desks().isNone()),
                desks(at).bind(() -> words(person(id).desks())));
    }

    private List<Leaf> ordered(String at, String id) {
        return List.of(
                role(at).bind(
                                () -> orders.shown(
                                        id + "/role",
                                        String.class,
                                        person(id).role().text()),
                                word -> {
                                    place.role(id, roleOf(word));
                                    orders.put(id + "/role", word);
                                }),
                muted(at)
                        .bind(
                                () -> orders.shown(
                                        id + "/muted", Boolean.class, person(id).isMuted()),
                                isMuted -> {
                                    place.mute(id, isMuted);
                                    orders.put(id + "/muted", isMuted);
                                }),
                grant(at)
                        .bind(
                                () -> !shownDesks(id).isNone(),
                                isGranted -> entrust(id, isGranted ? DeskGrant.ALL : DeskGrant.NONE)),
                desks(at).bind(() -> words(shownDesks(id)), names -> entrust(id, desksOf(names))));
    }

    private static Role roleOf(String word) {
        return Arrays.stream(Role.values())
                .filter(role -> role.text().equals(word))
                .findFirst()
                .orElseThrow();
    }

    private static Leaf.TextDraft role(String at) {
        return Leaf.choice(at + "/role", ROLES).help("What it may do.");
    }

    private static Leaf.ToggleDraft muted(String at) {
        return Leaf.toggle(at + "/muted").help("Whether nobody plays what it sends.");
    }

    private static Leaf.ToggleDraft grant(String at) {
        return Leaf.toggle(at + "/grant").help("Whether it may steer others' desks; switched on, those of everybody.");
    }

    private static Leaf.TextDraft desks(String at) {
        return Leaf.text(at + "/desks", MAX_NAMES)
                .help("Whose desks it may steer: names with spaces between, * for everybody's, or none.");
    }

    private DeskGrant shownDesks(String id) {
        return orders.shown(id + "/desks", DeskGrant.class, person(id).desks());
    }

    private void entrust(String id, DeskGrant desks) {
        place.entrust(id, desks);
        orders.put(id + "/desks", desks);
    }

    private String words(DeskGrant desks) {
        return desks.everybody()
                ? EVERYBODY
                : view.members().stream()
                        .filter(person -> desks.covers(person.id()))
                        .map(RoomView.Person::name)
                        .sorted()
                        .collect(Collectors.joining(" "));
    }

    private DeskGrant desksOf(String names) {
        Collection<String> words = Arrays.stream(names.strip().split("\\s+"))
                .filter(name -> !name.isEmpty())
                .toList();
        return words.contains(EVERYBODY)
                ? DeskGrant.ALL
                : DeskGrant.of(words.stream().map(this::idOf).collect(Collectors.toSet()));
    }

    private String idOf(String name) {
        return view.named(name)
                .map(RoomView.Person::id)
                .orElseThrow(() -> new IllegalArgumentException("Nobody here is called \"" + name + "\"."));
    }
}
