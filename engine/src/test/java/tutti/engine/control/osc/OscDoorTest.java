package tutti.engine.control.osc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.engine.control.tree.ControlTree;
import tutti.engine.control.tree.Leaf;
import tutti.engine.control.tree.Sampler;
import tutti.engine.control.tree.Value;

class OscDoorTest {
    private static final long MS = 1_000_000;
    private static final int MAX_CLIENTS = 3;

    private final ControlTree tree = new ControlTree();
    private final Sampler sampler = new Sampler();
    private final List<String> sent = new ArrayList<>();
    private final List<Integer> sizes = new ArrayList<>();
    private final List<String> done = new ArrayList<>();
    private final InetSocketAddress surface = client(1);
    private final InetSocketAddress other = client(2);
    private final InetSocketAddress far = new InetSocketAddress("192.0.2.7", 9000);
    private final OscDoor door = new OscDoor(
            tree,
            sampler,
            this::send,
            from -> from.getAddress().isLoopbackAddress(),
            new byte[32],
            "token",
            this::ntp,
            MAX_CLIENTS);
    private double gainDb = -6;
    private double peakDb = -20;
    private boolean isMuted;
    private long nowNs = 5_000 * MS;

    private static InetSocketAddress client(int n) {
        try {
            return new InetSocketAddress(
                    InetAddress.getByAddress(new byte[] {127, 0, (byte) (n >> 8), (byte) n}), 9000);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private boolean send(ByteBuffer packet, InetSocketAddress to) {
        sizes.add(packet.remaining());
        assertTrue(OscReader.read(
                packet,
                (_, address, arguments) ->
                        sent.add((to.equals(surface) ? "" : to.getAddress().getHostAddress() + " ")
                                + address
                                + arguments.stream()
                                        .map(argument -> " " + argument.words())
                                        .reduce("", String::concat))));
        return true;
    }

    private long ntp() {
        return ((nowNs / 1_000_000_000L) << 32) + ((nowNs % 1_000_000_000L) << 32) / 1_000_000_000L;
    }

    @BeforeEach
    void declare() {
        tree.mount(
                "/strip/bob",
                List.of(
                        Leaf.real("/strip/bob/gain", -144, 10).bind(() -> gainDb, db -> {
                            gainDb = db;
                            done.add("gain " + db);
                        }),
                        Leaf.toggle("/strip/bob/mute").bind(() -> isMuted, isOn -> {
                            isMuted = isOn;
                            done.add("mute " + isOn);
                        }),
                        Leaf.real("/strip/bob/peak").meter().bind(() -> peakDb)));
        tree.mount(Leaf.command("/record/start").bind(() -> done.add("start")));
    }

    private List<String> say(InetSocketAddress from, String address, Value... arguments) {
        OscWriter writer = new OscWriter(OscDoor.MAX_PACKET_BYTES);
        writer.add(address, arguments);
        return say(from, writer.packet());
    }

    private List<String> say(InetSocketAddress from, ByteBuffer packet) {
        sent.clear();
        door.received(packet, from, nowNs);
        return List.copyOf(sent);
    }

    private List<String> after(long ms) {
        nowNs += ms * MS;
        sent.clear();
        sampler.nextTurn();
        door.turn(nowNs);
        return sent.stream().filter(line -> !line.contains("heartbeat")).toList();
    }

    /// Any program of this computer may speak OSC; the invite is for the user.
    @Test
    void shouldNotTellSecrets() {
        tree.mount(Leaf.text("/room/invite", 100).tags(Leaf.SECRET).bind(() -> "tutti://x#y"));
        assertEquals(List.of("/tutti/error /room/invite There is no such node."), say(surface, "/room/invite"));
        List<String> told = new ArrayList<>(say(surface, "//*"));
        say(surface, "/xremote");
        told.addAll(after(1_000));
        assertTrue(told.size() > 1);
        assertTrue(told.stream().noneMatch(line -> line.contains("invite")), "" + told);
    }

    @Test
    void shouldAnswerAQuestion() {
        assertEquals(List.of("/strip/bob/gain -6.0"), say(surface, "/strip/bob/gain"));
        assertEquals(List.of("127.0.0.2 /strip/bob/gain -6.0"), say(other, "/strip/bob/gain"));
        assertEquals(
                List.of("/strip/bob/gain -6.0", "/strip/bob/mute off", "/strip/bob/peak -20.0"), say(surface, "//*"));
        assertEquals(List.of(), done, "a pattern without a value only reads");
    }

    @Test
    void shouldSetWithoutAWordAndClampWithOne() {
        assertEquals(List.of(), say(surface, "/strip/bob/gain", Value.of(-3.0)));
        assertEquals(List.of("/strip/bob/gain 10.0"), say(surface, "/strip/bob/gain", Value.of(99.0)));
        assertEquals(List.of("/strip/bob/mute on"), say(surface, "/strip/bob/mute", Value.NIL));
        assertEquals(List.of(), say(surface, "/strip/*/mute", Value.of(0L)));
        assertEquals(List.of(), say(surface, "/record/start"));
        assertEquals(List.of("gain -3.0", "gain 10.0", "mute true", "mute false", "start"), done);
    }

    @Test
    void shouldSayWhyNot() {
        assertEquals(
                List.of("/tutti/error /strip/bob/gain It takes a number from -144.0 to 10.0.", "/strip/bob/gain -6.0"),
                say(surface, "/strip/bob/gain", Value.of("loud")));
        assertEquals(
                List.of("/tutti/error /strip/bob/peak /strip/bob/peak is only read.", "/strip/bob/peak -20.0"),
                say(surface, "/strip/bob/peak", Value.of(0L)));
        assertEquals(List.of("/tutti/error /strip/al There is no such node."), say(surface, "/strip/al"));
        assertEquals(List.of(), done);
    }

    @Test
    void shouldTellSubscribersWhatOthersChange() {
        say(surface, "/tutti/subscribe", Value.of("/strip/*/gain"), Value.of(10L));
        assertEquals(List.of("/strip/bob/gain -6.0"), after(0));
        say(other, "/strip/bob/gain", Value.of(-1.0));
        assertEquals(List.of("/strip/bob/gain -1.0"), after(100));
        say(surface, "/strip/bob/gain", Value.of(-2.0));
        assertEquals(List.of(), after(1000), "it said so itself");
        assertEquals(List.of("/strip/bob/gain 10.0"), say(surface, "/strip/bob/gain", Value.of(50.0)));
        assertEquals(List.of(), after(1000), "it has been told already");
        say(surface, "/tutti/unsubscribe");
        say(other, "/strip/bob/gain", Value.of(-1.0));
        assertEquals(List.of(), after(1000));
        assertEquals(0, door.numClients());
    }

    @Test
    void shouldForgetWhoDoesNotRenew() {
        say(surface, "/xremote");
        assertEquals(3, after(0).size());
        after(9_900);
        say(surface, "/xremote");
        gainDb = 1;
        assertEquals(List.of("/strip/bob/gain 1.0"), after(9_900));
        gainDb = 2;
        assertEquals(List.of(), after(200));
        assertEquals(0, door.numClients());
    }

    @Test
    void shouldBeatOnceASecond() {
        say(surface, "/tutti/subscribe", Value.of("/none"));
        List<String> beats = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            after(100);
            beats.addAll(sent);
        }
        assertEquals(
                List.of(1, 0, 1, 0, 1).stream()
                        .map(beat -> "/tutti/heartbeat " + beat)
                        .toList(),
                beats);
    }

    @Test
    void shouldDoABundleInItsOrder() {
        OscWriter writer = new OscWriter(OscDoor.MAX_PACKET_BYTES);
        writer.add("/strip/bob/gain", Value.of(-1.0));
        writer.add("/strip/bob/mute", Value.of(true));
        writer.add("/strip/bob/gain", Value.of(-2.0));
        say(surface, writer.packet());
        assertEquals(List.of("gain -1.0", "mute true", "gain -2.0"), done);
    }

    private static ByteBuffer bundle(long timeTag, String address, float number) {
        OscWriter writer = new OscWriter(256);
        writer.add(address, new Value.Real(number));
        writer.add("/none");
        ByteBuffer packet = writer.packet();
        packet.putLong(8, timeTag);
        return packet;
    }

    @Test
    void shouldWaitForTheTimeOfATag() {
        say(surface, bundle(ntp() + (1L << 32), "/strip/bob/gain", -1));
        say(surface, bundle(ntp() + (1L << 31), "/strip/bob/gain", -2));
        assertEquals(List.of(), done);
        after(400);
        assertEquals(List.of(), done);
        after(200);
        assertEquals(List.of("gain -2.0"), done);
        after(500);
        assertEquals(List.of("gain -2.0", "gain -1.0"), done);
    }

    @Test
    void shouldBoundWhatWaits() {
        for (int i = 0; i < 10_000; i++) {
            say(surface, bundle(ntp() + (1L << 32), "/strip/bob/gain", -1));
        }
        after(2_000);
        assertEquals(OscDoor.MAX_SCHEDULED / 2, done.size(), "every other message was for nobody");
    }

    @Test
    void shouldTurnAwayAClientTooMany() {
        for (int n = 1; n <= 200; n++) {
            say(client(n), "/xremote");
        }
        assertEquals(MAX_CLIENTS, door.numClients());
        assertEquals(200 - MAX_CLIENTS, door.counters().refused());
        assertTrue(sent.getLast().contains("There are 3 clients already; end one of them."), sent.toString());
    }

    /// Whoever forges an address gets no engine to shout at its owner.
    @Test
    void shouldNotAmplifyForAStranger() {
        assertEquals(List.of(), say(far, "/xremote"), "shorter than a challenge");
        assertEquals(List.of(), after(1000));
        sizes.clear();
        say(far, "/tutti/subscribe", Value.of("//*"), Value.of("x".repeat(60)));
        assertEquals(1, sizes.size());
        assertTrue(sizes.getFirst() <= 108, "longer than what was sent: " + sizes);
        assertEquals(List.of(), after(1000));
        say(far, "/strip/bob/gain", Value.of(10.0), Value.of("x".repeat(60)));
        say(far, "/record/start");
        assertEquals(List.of(), done);
        assertEquals(4, door.counters().strangers());
    }

    @Test
    void shouldLetInWhoAnswersTheChallenge() {
        String hello = say(far, "/tutti/hello", Value.of("x".repeat(60))).getFirst();
        String nonce = hello.substring(hello.lastIndexOf(' ') + 1);
        say(far, "/tutti/hello", Value.of(Challenge.answer(nonce, "guess")));
        assertEquals(List.of(), say(far, "/strip/bob/gain"));
        InetSocketAddress thief = new InetSocketAddress("192.0.2.8", 9000);
        say(thief, "/tutti/hello", Value.of(Challenge.answer(nonce, "token")));
        assertEquals(List.of(), say(thief, "/strip/bob/gain"), "the nonce is another's");

        say(far, "/tutti/hello", Value.of(Challenge.answer(nonce, "token")));
        assertEquals(List.of("192.0.2.7 /strip/bob/gain -6.0"), say(far, "/strip/bob/gain"));
    }

    @Test
    void shouldCutWhatIsTooLongForADatagram() {
        for (int i = 0; i < 500; i++) {
            tree.mount(Leaf.real("/meter/" + i).meter().bind(() -> peakDb));
        }
        sizes.clear();
        say(surface, "/xremote");
        assertEquals(503, after(0).size());
        assertTrue(sizes.stream().allMatch(size -> size <= OscDoor.MAX_PACKET_BYTES), sizes.toString());
    }

    /// Anything at all, a lot of it: nothing throws, and nothing grows beyond its bounds.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldSurviveAnything(long seed) {
        Random random = new Random(seed);
        String[] addresses = {
            "/xremote",
            "/tutti/subscribe",
            "/tutti/unsubscribe",
            "/tutti/hello",
            "/strip/*/gain",
            "//*",
            "/record/start"
        };
        for (int i = 0; i < 30_000; i++) {
            OscWriter writer = new OscWriter(256);
            writer.add(
                    addresses[random.nextInt(addresses.length)],
                    random.nextBoolean()
                            ? Value.of("/strip/" + (char) random.nextInt(128))
                            : Value.of((double) random.nextFloat()),
                    new Value.Real(Float.intBitsToFloat(random.nextInt())));
            ByteBuffer packet = writer.packet();
            if (random.nextBoolean()) {
                packet.put(random.nextInt(packet.limit()), (byte) random.nextInt());
            }
            say(random.nextInt(8) == 0 ? far : client(random.nextInt(300)), packet);
            if (random.nextInt(16) == 0) {
                after(random.nextInt(300));
            }
        }
        assertTrue(door.numClients() <= MAX_CLIENTS);
        assertTrue(gainDb >= -144 && gainDb <= 10);
        OscCounters counters = door.counters();
        assertTrue(counters.malformed() > 100 && counters.received() > 1_000, counters.toString());
    }
}
