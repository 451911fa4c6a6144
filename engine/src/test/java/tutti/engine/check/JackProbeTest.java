package tutti.engine.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tutti.engine.driver.jack.JackServer;
import tutti.engine.driver.jack.RequiresJack;

@RequiresJack
@Timeout(120)
class JackProbeTest {
    @Test
    void shouldAskAServerHowItRuns() {
        try (JackServer server = new JackServer(128)) {
            JackState.Serving serving = assertInstanceOf(JackState.Serving.class, JackProbe.ask(server.name()));
            assertEquals(48_000, serving.sampleRateHz());
            assertEquals(128, serving.periodFrames());
            assertTrue(serving.hasPortsLeft());
        }
    }

    @Test
    void shouldNoticeThatPortsRunOut() {
        try (JackServer server = new JackServer(128, "--port-max", "16")) {
            JackState.Serving serving = assertInstanceOf(JackState.Serving.class, JackProbe.ask(server.name()));
            assertEquals(false, serving.hasPortsLeft());
        }
    }

    @Test
    void shouldSayThatThereIsNoServer() {
        JackState.Absent absent = assertInstanceOf(JackState.Absent.class, JackProbe.ask("tutti-test-nobody"));
        assertTrue(absent.sentence().startsWith("No JACK server named tutti-test-nobody is running; start one"));
    }
}
