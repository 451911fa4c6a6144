package tutti.engine.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tutti.engine.control.tree.ControlTree;
import tutti.engine.control.tree.Leaf;
import tutti.engine.control.tree.Origin;
import tutti.engine.control.tree.Outcome;
import tutti.engine.control.tree.Value;
import tutti.engine.driver.DriverCounters;
import tutti.engine.driver.DriverFormat;
import tutti.engine.telemetry.EngineSnapshot;
import tutti.nat.link.LinkCounters;
import tutti.nat.room.DeskGrant;
import tutti.nat.room.Role;

class RoomNodesTest {
    private static final Origin CONSOLE = new Origin("console");

    private final FakePlace place = new FakePlace("alice");
    private final ControlTree tree = new ControlTree();
    private long nowNs;
    private final RoomNodes nodes = new RoomNodes(tree, place, () -> nowNs);

    private Leaf leaf(String address) {
        return tree.leaf(address).orElseThrow(() -> new AssertionError("There is no " + address));
    }

    private Value read(String address) {
        return leaf(address).read();
    }

    private Outcome write(String address, Value value) {
        return tree.write(leaf(address), value, CONSOLE);
    }

    private static Set<String> addresses(ControlTree tree) {
        return tree.leaves().stream().map(Leaf::address).collect(Collectors.toCollection(TreeSet::new));
    }

    private void comes(String name) {
        place.comes(name);
        nodes.show();
    }

    @Test
    void shouldTellWhyTheWayToSomebodyIsAsItIs() {
        comes("bob");
        assertEquals(Value.of("Connected to " + FakePlace.id("bob") + " directly."), read("/room/member/bob/why"));
        assertTrue(tree.leaf("/room/member/alice/why").isEmpty(), "nobody asks for the way to oneself");
    }

    @Test
    void shouldShowTheRoom() {
        assertEquals(Value.of("here"), read("/room/state"));
        assertEquals(Value.of(""), read("/room/reason"));
        assertEquals(Value.of("Tuesday"), read("/room/title"));
        assertEquals(Value.of(true), read("/room/hosted"));
        assertEquals(Value.of("alice"), read("/room/self"));
        assertEquals(Value.of(FakePlace.INVITE), read("/room/invite"));
        assertEquals(List.of(Leaf.SECRET), leaf("/room/invite").tags());
        assertFalse(place.view().toString().contains("c2VjcmV0"), "no log shows the invite by accident");
    }

    @Test
    void shouldKeepTheInviteFromGuests() {
        ControlTree guests = new ControlTree();
        var guest = new RoomNodes(guests, new FakePlace("bob"), () -> nowNs);
        guest.show();
        assertTrue(guests.leaf("/room/invite").isEmpty());
        assertTrue(guests.leaf("/room/member/alice/ban").isEmpty());
        assertFalse(
                guests.leaf("/room/member/alice/role").orElseThrow().access().canWrite());
        assertEquals(
                Value.of(true),
                guests.leaf("/room/member/alice/host").orElseThrow().read());
        assertEquals(
                Value.of(true),
                guests.leaf("/room/member/bob/self").orElseThrow().read());
    }

    @Test
    void shouldComeAndGoWithTheMembers() {
        Set<String> before = addresses(tree);
        comes("bob smith");
        assertTrue(addresses(tree)
                .containsAll(Set.of(
                        "/room/member/bob~20smith/role",
                        "/room/member/bob~20smith/here",
                        "/room/member/bob~20smith/ban")));
        assertEquals(Value.of("bob smith"), read("/room/member/bob~20smith/name"));
        place.goes("bob smith");
        nodes.show();
        assertEquals(before, addresses(tree));
    }

    @Test
    void shouldTellWhoHasGoneFromANewcomerOfTheSameName() {
        comes("bob");
        Leaf former = leaf("/room/member/bob/here");
        place.change(
                "bob",
                bob -> new RoomView.Person(
                        FakePlace.id("another"), "bob", 2, false, false, Role.LISTENER, true, DeskGrant.NONE));
        nodes.show();
        assertEquals(Value.NIL, former.read());
        assertEquals(Value.of(false), read("/room/member/bob/here"));
        write("/room/member/bob/remove", Value.IMPULSE);
        assertEquals(List.of("remove bob"), place.asked);
    }

    @Test
    void shouldPassOnOrders() {
        comes("bob");
        write("/room/member/bob/role", Value.of("listener"));
        write("/room/member/bob/muted", Value.of(true));
        write("/room/member/bob/grant", Value.of(true));
        write("/room/member/bob/grant", Value.of(false));
        write("/room/member/bob/desks", Value.of("  alice  bob "));
        write("/room/member/bob/desks", Value.of("*"));
        write("/room/member/bob/remove", Value.IMPULSE);
        write("/room/member/bob/ban", Value.IMPULSE);
        write("/room/say", Value.of("hello"));
        assertEquals(
                List.of(
                        "role bob listener",
                        "mute bob true",
                        "entrust bob all desks",
                        "entrust bob no desk",
                        "entrust bob " + DeskGrant.of(Set.of(FakePlace.id("alice"), FakePlace.id("bob"))),
                        "entrust bob all desks",
                        "remove bob",
                        "ban bob",
                        "say hello"),
                place.asked);
    }

    @Test
    void shouldRefuseADeskOfNobody() {
        comes("bob");
        assertTrue(write("/room/member/bob/desks", Value.of("carol")).isRefused());
        assertEquals(List.of(), place.asked);
    }

    @Test
    void shouldNotSendTheHostAway() {
        assertTrue(tree.leaf("/room/member/alice/remove").isEmpty());
        assertTrue(tree.leaf("/room/member/alice/ban").isEmpty());
    }

    /// The log needs a moment: a switch must neither jump back meanwhile nor stay when the order was lost.
    @Test
    void shouldShowAnOrderUntilTheRoomHasItOrDoesNot() {
        comes("bob");
        assertFalse(write("/room/member/bob/grant", Value.of(true)).isAltered());
        assertEquals(Value.of(true), read("/room/member/bob/grant"));
        assertEquals(Value.of("*"), read("/room/member/bob/desks"));
        nowNs = RoomNodes.PATIENCE_NS;
        assertEquals(Value.of(false), read("/room/member/bob/grant"));

        write("/room/member/bob/grant", Value.of(true));
        place.isGranted("bob", DeskGrant.ALL);
        nodes.show();
        assertEquals(Value.of(true), read("/room/member/bob/grant"));
        place.isGranted("bob", DeskGrant.NONE);
        nodes.show();
        assertEquals(Value.of(false), read("/room/member/bob/grant"), "another order of the host's, from elsewhere");
    }

    @Test
    void shouldShowWhoIsLinkedWithoutARoom() {
        ControlTree direct = new ControlTree();
        EngineSnapshot alone = new EngineSnapshot(
                0,
                "alice",
                "virtual",
                new DriverFormat(48_000, 64),
                OptionalLong.empty(),
                new DriverCounters(0, 0, 0, 0),
                0,
                0,
                0,
                0,
                0,
                new LinkCounters(0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
                List.of());
        var shown = new RoomNodes(direct, new DirectPlace(() -> alone, true, FakePlace.INVITE), () -> nowNs);
        shown.show();
        assertEquals(
                Set.of(
                        "/room/state",
                        "/room/reason",
                        "/room/hosted",
                        "/room/self",
                        "/room/invite",
                        "/room/member/alice/name",
                        "/room/member/alice/here"),
                addresses(direct));
        assertEquals(
                Value.of("direct"), direct.leaf("/room/state").orElseThrow().read());
    }
}
