package tutti.console.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tutti.console.SampleEngine;
import tutti.console.doctor.StreamReading.Totals;
import tutti.console.link.Mirror;
import tutti.engine.control.tree.Value;

class DoctorTest {
    private final SampleEngine engine = new SampleEngine();
    private final Mirror mirror = new Mirror();
    private final DoctorModel model = new DoctorModel(mirror);

    private List<PeerReading> after(int seconds) {
        engine.open(mirror);
        for (int second = 0; second <= seconds; second++) {
            engine.play(second);
            model.writeDiaries();
        }
        return model.peers();
    }

    @Test
    void shouldCountEachSecondApart() {
        StreamDiary diary = new StreamDiary();
        diary.write(new Totals(1_000, 10, 0, 5, 48_000, 0));
        diary.write(new Totals(1_990, 20, 0, 5, 96_000, 480));
        diary.write(new Totals(2_990, 20, 0, 5, 144_000, 480));

        assertEquals(0, diary.lost(0));
        assertEquals(0.01, diary.lost(1), 1e-9);
        assertEquals(0.01, diary.concealed(1), 1e-9);
        assertEquals(-1, diary.lost(2), "Before it began nobody watched.");
        assertEquals(10, diary.lastMinute().lost());
    }

    @Test
    void shouldNotTakeANewStreamForALoss() {
        StreamDiary diary = new StreamDiary();
        diary.write(new Totals(90_000, 500, 0, 0, 5_000_000, 900));
        diary.write(new Totals(10, 0, 0, 0, 480, 0));

        assertEquals(Totals.NONE, diary.lastMinute());
    }

    @Test
    void shouldForgiveAPacketThatComesAfterAll() {
        StreamDiary diary = new StreamDiary();
        diary.write(new Totals(100, 5, 0, 0, 4_800, 0));
        diary.write(new Totals(200, 3, 0, 0, 9_600, 0));

        assertEquals(0, diary.lost(0));
    }

    @Test
    void shouldKeepTwoMinutesAndNoMore() {
        StreamDiary diary = new StreamDiary();
        diary.write(new Totals(0, 0, 0, 0, 0, 0));
        diary.write(new Totals(0, 100, 0, 0, 0, 0));
        for (int second = 1; second < StreamDiary.SECONDS; second++) {
            diary.write(new Totals(100 * second, 100, 0, 0, 0, 0));
        }
        assertEquals(1, diary.lost(StreamDiary.SECONDS - 1));
        diary.write(new Totals(100 * StreamDiary.SECONDS, 100, 0, 0, 0, 0));
        assertEquals(0, diary.lost(StreamDiary.SECONDS - 1));
    }

    @Test
    void shouldAddThePartsOfALatency() {
        PeerReading bob = after(1).getFirst();
        StreamReading stream = bob.streams().getFirst().reading();

        assertEquals("bob", bob.name());
        assertEquals(LatencyPart.values().length, stream.partsMs().size());
        assertEquals(11.2, stream.partsMs().getOrDefault(LatencyPart.NETWORK, 0.0), 1e-3);
        assertEquals(2, stream.bufferMs(), 0.1);
    }

    @Test
    void shouldLeaveOutWhatIsNotKnown() {
        engine.open(mirror);
        engine.set("/peer/bob/track/main/latency/network", Value.of(-1.0));
        engine.set("/peer/bob/track/main/latency/port_to_port", Value.of(-1.0));
        StreamReading stream = model.peers().getFirst().streams().getFirst().reading();

        assertTrue(stream.portToPortMs().isEmpty());
        assertEquals(null, stream.partsMs().get(LatencyPart.NETWORK));
    }

    @Test
    void shouldSayWhatToDoWorstFirst() {
        List<PeerReading> peers = after(90);

        assertEquals(List.of(new Advice(Advice.Gravity.GOOD, "good")), Advice.on(peers.get(0)));
        assertEquals(Set.of("relay", "far"), keys(peers.get(1)));
        List<Advice> dmitri = Advice.on(peers.get(2));
        assertTrue(keys(peers.get(2)).containsAll(Set.of("tcp", "jitter", "lost_there")), dmitri.toString());
        for (int each = 1; each < dmitri.size(); each++) {
            assertTrue(dmitri.get(each - 1).gravity().compareTo(dmitri.get(each).gravity()) >= 0, dmitri.toString());
        }
    }

    @Test
    void shouldSayOneThingOfWhoIsNotConnected() {
        engine.open(mirror);
        engine.set("/peer/carla/connected", Value.of(false));

        assertEquals(Set.of("unconnected"), keys(model.peers().get(1)));
    }

    @Test
    void shouldForgetWhoHasGone() {
        after(2);
        engine.loses("/peer/bob");
        model.writeDiaries();

        assertEquals(
                List.of("carla", "dmitri"),
                model.peers().stream().map(PeerReading::name).toList());
    }

    private static Set<String> keys(PeerReading peer) {
        return Advice.on(peer).stream().map(Advice::key).collect(Collectors.toSet());
    }
}
