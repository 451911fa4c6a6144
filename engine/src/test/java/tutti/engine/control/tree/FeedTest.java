package tutti.engine.control.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeedTest {
    private static final long MS = 1_000_000;

    private final ControlTree tree = new ControlTree();
    private final Sampler sampler = new Sampler();
    private final Feed feed = new Feed(tree, 4, 6);
    private double gainDb = -6;
    private double peakDb = -20;
    private int reads;
    private long nowNs = 1_000 * MS;

    private final Leaf gain = Leaf.real("/strip/bob/gain", -144, 10).bind(() -> gainDb, db -> gainDb = db);
    private final Leaf peak = Leaf.real("/strip/bob/peak").meter().bind(() -> {
        reads++;
        return peakDb;
    });

    private static AddressPattern pattern(String text) {
        return AddressPattern.parse(text).orElseThrow();
    }

    /// Some time later, what is told.
    private List<String> after(long ms) {
        nowNs += ms * MS;
        sampler.nextTurn();
        List<String> told = new ArrayList<>();
        feed.collect(nowNs, sampler, (leaf, value) -> told.add(leaf.address() + "=" + value.words()));
        return told;
    }

    @Test
    void shouldTellEverythingAtFirstAndThenWhatChanges() {
        tree.mount("/strip/bob", List.of(gain, peak));
        feed.add(pattern("/strip/*/*"));

        assertEquals(List.of("/strip/bob/gain=-6.0", "/strip/bob/peak=-20.0"), after(0));
        assertEquals(List.of(), after(1000));
        gainDb = -3;
        assertEquals(List.of("/strip/bob/gain=-3.0"), after(1000));
    }

    @Test
    void shouldTellTheLastValueOfAnIntervalOnly() {
        tree.mount("/strip/bob", List.of(gain, peak));
        feed.add(pattern("//*"));
        after(0);

        List<String> told = new ArrayList<>();
        for (int i = 1; i <= 100; i++) {
            gainDb = -i;
            peakDb = -i;
            told.addAll(after(1));
        }

        assertEquals(1, told.stream().filter(line -> line.contains("gain")).count(), told.toString());
        assertEquals(3, told.stream().filter(line -> line.contains("peak")).count(), told.toString());
        assertTrue(told.contains("/strip/bob/gain=-100.0"), told.toString());
    }

    @Test
    void shouldKeepToTheRateThatWasAskedFor() {
        tree.mount("/strip/bob", List.of(peak));
        feed.add(pattern("//peak"), 5);
        int told = 0;
        for (int i = 0; i < 1_000; i++) {
            peakDb = -i;
            told += after(1).size();
        }
        assertEquals(5, told);
    }

    /// Late turns are not made up for, and do not slow the rate down.
    @Test
    void shouldHoldTheRateAtOddTurns() {
        tree.mount("/strip/bob", List.of(peak));
        feed.add(pattern("//peak"));
        int told = 0;
        for (int i = 0; i < 1_000; i++) {
            peakDb = -i;
            told += after(7).size();
        }
        assertEquals(7_000 / 33.0, told, 2);
    }

    @Test
    void shouldNotTellTheOneWhoSaidIt() {
        tree.mount("/strip/bob", List.of(gain));
        feed.add(pattern("//gain"));
        after(0);

        Outcome outcome = tree.write(gain, Value.of(-1.0), new Origin("me"));
        feed.told(gain, outcome.value());

        assertEquals(List.of(), after(1000));
        gainDb = -2;
        assertEquals(List.of("/strip/bob/gain=-2.0"), after(1000));
    }

    @Test
    void shouldFollowTheTree() {
        feed.add(pattern("/strip//*"));
        assertEquals(List.of(), after(100));
        ControlTree.Mounted bob = tree.mount("/strip/bob", List.of(gain));
        assertEquals(List.of("/strip/bob/gain=-6.0"), after(100));
        ControlTree.Mounted peaks = tree.mount("/strip/bob", List.of(peak));
        assertEquals(List.of("/strip/bob/peak=-20.0"), after(100));
        bob.close();
        gainDb = 0;
        assertEquals(List.of(), after(100));
        peaks.close();
        assertEquals(List.of(), after(100));
    }

    @Test
    void shouldReadALeafOnceATurnForAllWhoListen() {
        tree.mount("/strip/bob", List.of(peak));
        Feed other = new Feed(tree, 1, 1);
        feed.add(pattern("//*"));
        other.add(pattern("//*"));
        after(0);
        other.collect(nowNs, sampler, (_, _) -> true);
        assertEquals(1, reads);
    }

    @Test
    void shouldTellLaterWhatTheSinkDoesNotTakeNow() {
        tree.mount("/strip/bob", List.of(gain, peak));
        feed.add(pattern("//*"));
        sampler.nextTurn();
        assertEquals(0, feed.collect(nowNs, sampler, (_, _) -> false));
        assertEquals(2, after(0).size());
    }

    @Test
    void shouldHoldToItsBounds() {
        for (int i = 0; i < 10; i++) {
            tree.mount(Leaf.toggle("/t" + i).bind(() -> true));
        }
        assertTrue(feed.add(pattern("//*")));
        assertEquals(6, after(0).size());
        assertTrue(feed.add(pattern("/t1")));
        assertTrue(feed.add(pattern("/t2")));
        assertTrue(feed.add(pattern("/t3")));
        assertFalse(feed.add(pattern("/t4")));
        assertTrue(feed.add(pattern("/t3")), "the same again");
        feed.remove("/t1");
        assertTrue(feed.add(pattern("/t4")));
    }

    @Test
    void shouldEndWhatIsRemoved() {
        tree.mount("/strip/bob", List.of(gain));
        feed.add(pattern("//gain"));
        after(0);
        feed.remove("//gain");
        gainDb = 3;
        assertEquals(List.of(), after(1000));
        assertTrue(feed.isEmpty());
    }
}
