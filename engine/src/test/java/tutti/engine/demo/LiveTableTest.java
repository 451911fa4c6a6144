package tutti.engine.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tutti.engine.ensemble.EngineStats;

class LiveTableTest {
    private static final int COLUMNS = 79;
    private static final int ROWS = 22;

    private final LiveTable table = new LiveTable(Samples.NETWORK, 30);

    @Test
    void shouldShowWhatEachHears() {
        List<String> lines =
                table.lines(12.2, Optional.of(Samples.engine(1, -12.34)), Optional.of(Samples.engine(2, -48)));

        assertEquals("""
                [############..................] 12 of 30 s   Ctrl-C ends it early
                network: 12 ms, jitter 1 ms, 0.5 % lost, each way

                                           alice hears bob           bob hears alice
                loudness                   ##########.. -12.3 dB     ##.......... -48.0 dB
                latency, port to port          24.3 ms   1164 fr         34.7 ms   1664 fr
                  packet                        1.3 ms     64 fr          1.3 ms     64 fr
                  network                      12.5 ms    600 fr         12.5 ms    600 fr
                  buffer                       10.4 ms    500 fr         20.8 ms   1000 fr
                  resampler                     0.0 ms      0 fr          0.0 ms      0 fr
                  and in the sound cards        1.3 ms     64 fr          1.3 ms     64 fr
                latency changed                   1 time                    2 times
                network jitter                  1.0 ms                    1.0 ms
                packets received             22,500                    45,000
                  too late                        3                         6
                  lost                          110                       220
                sound made up for them         0.67 %                    1.33 %
                own callback, of a period         3 %, rarely 12 %          3 %, rarely 12 %
                own xruns                         2                         4

                fr: frames, 48 a millisecond.  xrun: this computer was late to play.
                """.strip(), String.join("\n", lines));
    }

    @Test
    void shouldShowWhatIsNotKnownAsADash() {
        List<String> lines = table.lines(0, Optional.empty(), Optional.empty());

        assertEquals("loudness                          -                         -", lines.get(4));
        assertEquals("latency, port to port             -                         -", lines.get(5));
        assertEquals("own callback, of a period         -                         -", lines.get(17));
    }

    @Test
    void shouldFitIntoATerminalWhateverItShows() {
        Optional<EngineStats> wild = Optional.of(Samples.engine(400, -144));
        LiveTable long1 = new LiveTable(Samples.NETWORK.withDelayNs(987_650_000).withLoss(0.1234, 12.5), 3_600);

        List<String> lines = long1.lines(3_600, wild, wild);

        assertTrue(lines.stream().allMatch(line -> line.length() <= COLUMNS), String.join("\n", lines));
        assertTrue(lines.size() <= ROWS);
    }

    @Test
    void shouldNameBurstsOfLoss() {
        assertEquals(
                "12 ms, jitter 1 ms, 1.5 % lost in bursts of 3, each way",
                LiveTable.network(Samples.NETWORK.withLoss(0.015, 3)));
    }

    @Test
    void shouldSayTheSameInOneLine() {
        assertEquals(
                " 12 of 30 s: alice hears bob 24.3 ms later, 3 late, 110 lost, 0.67 % made up, 2 xruns;"
                        + " bob hears alice nothing yet, 0 late, 0 lost, 0.00 % made up, 0 xruns",
                table.line(12.2, Optional.of(Samples.engine(1, -12)), Optional.empty()));
    }

    @Test
    void shouldDrawTheTableOverTheOneBefore() {
        StringWriter text = new StringWriter();
        Screen screen = new Screen(new PrintWriter(text), true);

        screen.draw(List.of("one", "two"));
        screen.draw(List.of("three", "four"));
        screen.say("five");
        screen.draw(List.of("six"));

        String newLine = System.lineSeparator();
        String cut = "\u001b[K" + newLine;
        assertEquals(
                "\u001b[?7l\rone" + cut + "\rtwo" + cut + "\u001b[?7h"
                        + "\u001b[?7l\u001b[2A\rthree" + cut + "\rfour" + cut + "\u001b[?7h"
                        + "five" + newLine
                        + "\u001b[?7l\rsix" + cut + "\u001b[?7h",
                text.toString());
    }
}
