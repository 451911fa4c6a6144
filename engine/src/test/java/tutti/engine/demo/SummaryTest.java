package tutti.engine.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tutti.engine.ensemble.EngineStats;
import tutti.engine.ensemble.Json;

class SummaryTest {
    @Test
    void shouldSayHowItWent() {
        DemoVerdict perfect = new DemoVerdict(24.3, 24.3, 24.3, 24.3, 0, 3_000, 0, 0, -120);

        assertEquals("""

                30.0 seconds of music, network: 12 ms, jitter 1 ms, 0.5 % lost, each way

                alice heard bob 24.3 ms after he played; 0.00 % of the sound was damaged.
                  measured from the recording:
                    the latency did not move
                    0 of 3,000 blocks of 10 ms have an error above -20 dB
                  what the engine says:
                    latency 24.3 ms at the end (packet 1.3, network 12.5, buffer 10.4)
                    22,500 packets came, 3 of them too late, and 110 were lost
                    0.67 % of the sound was made up for them

                bob heard alice 27.4 ms after she played; 0.90 % of the sound was damaged.
                  measured from the recording:
                    the latency moved 3 times, between 26.1 and 29.0 ms; at the end 28.5 ms
                    27 of 3,000 blocks of 10 ms have an error above -20 dB
                  what the engine says:
                    latency 34.7 ms at the end (packet 1.3, network 12.5, buffer 20.8)
                    45,000 packets came, 6 of them too late, and 220 were lost
                    1.33 % of the sound was made up for them

                Xruns, when this computer was late to play: 2 at alice's, 4 at bob's.
                What was heard is in:
                  out/tutti-demo-alice.wav (by alice)
                  out/tutti-demo-bob.wav (by bob)""", String.join("\n", Summary.lines(Samples.result(Optional.of(perfect)))));
    }

    @Test
    void shouldSayThatNothingWasHeard() {
        assertEquals(
                "Nothing that alice heard could be recognised as what bob played.",
                Summary.lines(Samples.result(Optional.empty())).get(3));
    }

    @Test
    void shouldSayTheSameInJson() {
        Json json = Json.parse(ResultJson.of(Samples.result(Optional.empty()))).orElseThrow();

        assertEquals(30, json.at("seconds").number());
        assertEquals(0.5, json.at("network").at("loss_percent").number());
        assertEquals(7, json.at("network").at("seed").whole());
        Json atAlice = json.at("directions").at(0);
        assertEquals("bob", atAlice.at("player").text());
        assertNull(atAlice.at("measured").value());
        assertEquals(110, atAlice.at("account").at("lost").whole());
        Json atBob = json.at("directions").at(1);
        assertEquals("out/tutti-demo-bob.wav", atBob.at("recording").text());
        assertEquals(27.44, atBob.at("measured").at("latency_ms").number());
        assertEquals(0.9, atBob.at("measured").at("damaged_percent").number());
        assertEquals(20.833, atBob.at("account").at("buffer_ms").number());
        assertEquals(4, atBob.at("xruns").whole());
        assertNotNull(atBob.at("callback_p999_percent").value());
    }

    @Test
    void shouldSayInJsonThatNothingIsKnown() {
        DemoResult result = Samples.result(Optional.empty());
        DemoResult.Direction silent = new DemoResult.Direction(
                "alice",
                "bob",
                EngineStats.nothing(),
                Optional.empty(),
                result.directions().getFirst().recording());

        Json json = Json.parse(ResultJson.of(new DemoResult(result.settings(), 1, List.of(silent))))
                .orElseThrow();

        assertNull(json.at("directions").at(0).at("account").at("network_ms").value());
        assertEquals(0, json.at("directions").at(0).at("xruns").whole());
    }
}
