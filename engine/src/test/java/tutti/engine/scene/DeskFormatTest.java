package tutti.engine.scene;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.engine.desk.BusId;
import tutti.engine.desk.LatencySettings;
import tutti.engine.desk.ParameterClass;
import tutti.engine.desk.RoutingGraph;
import tutti.engine.desk.Send;
import tutti.engine.desk.StripId;
import tutti.engine.desk.StripLook;
import tutti.engine.desk.VcaGroup;

class DeskFormatTest {
    private static final StripId BOB = new StripId.Remote("bob", "main");
    private static final StripId JOERG = new StripId.Remote("Jörg-2", "Gitarre");
    private static final BusId FX = new BusId("fx");

    /// A desk on which everything is set that can be.
    static RoutingGraph full() {
        return RoutingGraph.initial()
                .withStrip(BOB)
                .withStrip(JOERG)
                .withStrip(new StripId.Local("guitar"))
                .withStrip(StripId.CLICK)
                .withStrip(StripId.PLAYBACK)
                .withBus(FX)
                .withBus(
                        FX,
                        bus -> bus.withFaderDb(-1.25)
                                .withMuted(true)
                                .withLimited(true)
                                .withPatched(false))
                .withVca("band", new VcaGroup(-3, true))
                .withStrip(
                        BOB,
                        strip -> strip.withTrimDb(6)
                                .withPolarityInverted(true)
                                .withDelayMs(10.5)
                                .withMuted(true)
                                .withPan(-0.3)
                                .withSoloSafe(true)
                                .withInserts(List.of("eq", "gate"))
                                .withVca("band", true)
                                .withSend(FX, _ -> new Send(true, -10.1, Send.Tap.PRE_FADER))
                                .withLook(_ -> new StripLook("Vox \"1\"", "#12AB00", 7, true))
                                .withRecallSafe(ParameterClass.MUTE, true)
                                .withRecallSafe(ParameterClass.FADER, true))
                .withFader(BOB, -144)
                .withLink(BOB, "pair")
                .withLink(JOERG, "pair");
    }

    private static DeskState read(String text) throws MalformedFileException {
        return DeskFormat.CURRENT.readDesk(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String refusal(String text) {
        return String.valueOf(
                assertThrows(MalformedFileException.class, () -> read(text)).getMessage());
    }

    @Test
    void shouldReadADeskAsItWasWritten() throws MalformedFileException {
        DeskState desk = new DeskState(
                full(),
                new SceneSettings(2.5, Set.of(ParameterClass.FADER, ParameterClass.PAN)),
                new LatencySettings(true, 25, true));
        assertEquals(desk, DeskFormat.CURRENT.readDesk(DeskFormat.CURRENT.write(desk)));
        assertEquals(
                List.copyOf(full().strips().keySet()),
                List.copyOf(DeskFormat.CURRENT
                        .readDesk(DeskFormat.CURRENT.write(desk))
                        .graph()
                        .strips()
                        .keySet()),
                "who was here first is first");
    }

    @Test
    void shouldNotWriteSolos() throws MalformedFileException {
        DeskState desk = new DeskState(
                full().withSolo(BOB, true).withListening(BOB, true), SceneSettings.INITIAL, LatencySettings.OFF);
        assertEquals(
                full(),
                DeskFormat.CURRENT.readDesk(DeskFormat.CURRENT.write(desk)).graph());
    }

    /// A scene holds its scope, so that recalling what was written does the same as recalling what was stored.
    @ParameterizedTest
    @EnumSource
    void shouldReadASceneForItsScope(ParameterClass parameters) throws MalformedFileException {
        Scene scene = Scene.of("Chorus", Set.of(parameters), full());
        Scene read = DeskFormat.CURRENT.readScene(DeskFormat.CURRENT.write(scene));
        RoutingGraph now = RoutingGraph.initial().withBus(FX).withVca("band", VcaGroup.UNITY);

        assertEquals(scene.name(), read.name());
        assertEquals(scene.scope(), read.scope());
        assertEquals(now.recalling(scene.content(), scene.scope()), now.recalling(read.content(), read.scope()));
        assertFalse(now.equals(now.recalling(read.content(), read.scope())), "something is in it");
    }

    @Test
    void shouldBeReadableAndLeaveOutWhatIsNotInTheScope() {
        Scene scene = Scene.of(
                "Chorus",
                Set.of(ParameterClass.FADER),
                RoutingGraph.initial().withStrip(BOB).withFader(BOB, -6));
        assertEquals("""
                {
                  "tutti" : "scene",
                  "version" : 1,
                  "name" : "Chorus",
                  "scope" : [ "fader" ],
                  "strips" : {
                    "strip/bob/main" : {
                      "fader_db" : -6.0
                    }
                  }
                }
                """, new String(DeskFormat.CURRENT.write(scene), StandardCharsets.UTF_8));
    }

    @Test
    void shouldTakeWhatIsMissingAsADeskBeginsAndPassOverWhatItDoesNotKnow() throws MalformedFileException {
        DeskState desk = read("""
                {"tutti": "desk", "version": 1, "from": {"another": ["version"]},
                 "strips": {"strip/bob/main": {"fader_db": -6, "vcas": ["band"], "sends": {"fx": {"on": true}}}}}""");
        RoutingGraph wanted = RoutingGraph.initial()
                .withBus(FX)
                .withVca("band", VcaGroup.UNITY)
                .withStrip(BOB)
                .withStrip(BOB, strip -> strip.withVca("band", true).withSend(FX, _ -> Send.UNITY))
                .withFader(BOB, -6);
        assertEquals(new DeskState(wanted, SceneSettings.INITIAL, LatencySettings.OFF), desk);
    }

    @Test
    void shouldSayWhatIsWrongAndWhere() {
        assertEquals("it is not a desk of Tutti's", refusal("{\"version\": 1}"));
        assertEquals("it was written by a newer Tutti", refusal("{\"tutti\": \"desk\", \"version\": 2}"));
        assertEquals("\"version\" is not a number from 1 on", refusal("{\"tutti\": \"desk\"}"));
        assertEquals("it is not a JSON object", refusal("[]"));
        assertEquals(
                "in strips strip/bob/main: A fader goes from -144 to 10 dB, not to 20.",
                refusal(desk("\"strips\": {\"strip/bob/main\": {\"fader_db\": 20}}")));
        assertEquals(
                "in strips strip/bob/main \"muted\" is not true or false",
                refusal(desk("\"strips\": {\"strip/bob/main\": {\"muted\": 1}}")));
        assertEquals("in strips bob: No strip is called \"bob\".", refusal(desk("\"strips\": {\"bob\": {}}")));
        assertEquals(
                "in strips click \"safe\" has a strange word",
                refusal(desk("\"strips\": {\"click\": {\"safe\": [\"everything\"]}}")));
        assertEquals("There is no strip bob/main.", refusal(desk("\"links\": {\"pair\": {\"strip/bob/main\": 0}}")));
        assertEquals("A fade takes 0 to 60 s, not 99.0.", refusal(desk("\"scenes\": {\"fade_s\": 99}")));
        assertEquals(
                "line 2 is not JSON, or too long, too deep, or names something twice",
                refusal("{\"tutti\": \"desk\",\n \"tutti\": \"desk\"}"));
    }

    private static String desk(String members) {
        return "{\"tutti\": \"desk\", \"version\": 1, " + members + "}";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "null",
                "{} {}",
                "{\"tutti\": null}",
                "{\"tutti\": \"desk\", \"version\": 1e400}",
                "{\"tutti\": \"desk\", \"version\": 1.5}",
                "{\"tutti\": \"desk\", \"version\": 1, \"strips\": []}",
                "{\"tutti\": \"desk\", \"version\": 1, \"strips\": {\"click\": 1}}",
                "{\"tutti\": \"desk\", \"version\": 1, \"strips\": {\"click\": {\"pan\": 1e300}}}",
                "{\"tutti\": \"desk\", \"version\": 1, \"strips\": {\"click\": {\"order\": 1e300}}}",
                "{\"tutti\": \"desk\", \"version\": 1, \"buses\": {\"../x\": {}}}"
            })
    void shouldRefuseWhatIsNoDesk(String text) {
        assertFalse(refusal(text).isEmpty());
    }

    @Test
    void shouldBoundWhatItReads() {
        String deep = "{\"tutti\": \"desk\", \"version\": 1, \"x\": " + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        assertTrue(refusal(deep).contains("too deep"));
        assertTrue(refusal(desk("\"" + "n".repeat(1_000) + "\": 1")).contains("too long"));
        assertTrue(refusal(desk("\"n\": \"" + "n".repeat(1_000) + "\"")).contains("too long"));
        assertTrue(refusal(desk("\"n\": " + "1".repeat(1_000))).contains("too long"));
        StringBuilder many = new StringBuilder("\"strips\": {");
        for (int n = 0; n <= RoutingGraph.MAX_STRIPS; n++) {
            many.append(n == 0 ? "" : ",").append("\"own/t").append(n).append("\": {}");
        }
        assertEquals(
                "\"strips\" is not at most 1024 objects",
                refusal(desk(many.append("}").toString())));
    }

    /// Bytes that were written and then spoilt are read or refused, and nothing else.
    @Test
    void shouldBearEveryKindOfDamage() {
        byte[] whole = DeskFormat.CURRENT.write(new DeskState(full(), SceneSettings.INITIAL, LatencySettings.OFF));
        Random random = new Random(1);
        int read = 0;
        int refused = 0;
        for (int n = 0; n < 3_000; n++) {
            byte[] spoilt = whole.clone();
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                spoilt[random.nextInt(spoilt.length)] = (byte) random.nextInt(256);
            }
            byte[] cut = n % 3 == 0 ? Arrays.copyOf(spoilt, random.nextInt(spoilt.length)) : spoilt;
            try {
                DeskFormat.CURRENT.readDesk(cut);
                read++;
            } catch (MalformedFileException expected) {
                refused++;
            }
        }
        assertTrue(read > 0 && refused > 1_000, read + " read, " + refused + " refused");
    }

    /// Were faders called levels in version 1, and linear in version 2, then this is how a file of version 1 would be
    /// read by version 3.
    @Test
    void shouldRaiseAnOlderVersionStepByStep() throws MalformedFileException {
        Migration rename = document -> {
            strips(document).forEach(strip -> strip.put("fader", strip.remove("level")));
            return document;
        };
        Migration toDecibels = document -> {
            strips(document).forEach(strip -> strip.put("fader_db", 20 * Math.log10((double) strip.remove("fader"))));
            return document;
        };
        DeskFormat third = new DeskFormat(List.of(rename, toDecibels));
        byte[] first = "{\"tutti\": \"desk\", \"version\": 1, \"strips\": {\"strip/bob/main\": {\"level\": 0.1}}}"
                .getBytes(StandardCharsets.UTF_8);
        byte[] second = "{\"tutti\": \"desk\", \"version\": 2, \"strips\": {\"strip/bob/main\": {\"fader\": 0.1}}}"
                .getBytes(StandardCharsets.UTF_8);

        assertEquals(-20, third.readDesk(first).graph().strip(BOB).faderDb(), 1e-9);
        assertEquals(third.readDesk(first), third.readDesk(second));
        assertEquals(
                third.readDesk(first),
                third.readDesk(third.write(third.readDesk(first))),
                "what is written is of the present version");
        assertThrows(MalformedFileException.class, () -> DeskFormat.CURRENT.readDesk(second));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> strips(Map<String, Object> document) {
        return ((Map<String, Object>) document.getOrDefault("strips", Map.of()))
                .values().stream().map(strip -> (Map<String, Object>) strip).toList();
    }

    @Test
    void shouldKnowEveryStripByItsName() {
        for (StripId strip : full().strips().keySet()) {
            assertEquals(strip, StripName.parse(StripName.of(strip)));
        }
        assertEquals(EnumSet.allOf(ParameterClass.class), ParameterClass.ALL);
    }
}
