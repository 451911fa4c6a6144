package tutti.engine.driver.jack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static tutti.engine.driver.jack.JackServer.await;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tutti.engine.driver.DriverException;
import tutti.engine.driver.DriverFormat;
import tutti.engine.driver.DriverListener;
import tutti.engine.driver.Patchbay;
import tutti.engine.driver.cables.Cable;

/// The patchbay of a real server.
@RequiresJack
@Timeout(120)
class JackPatchbayTest {
    private static final Cable CABLE = new Cable("system:capture_1", "tutti:send_main_1");

    private static final class Deaf implements DriverListener {
        @Override
        public void onFormat(DriverFormat format) {}

        @Override
        public void onLost(String reason) {}

        @Override
        public void onBack() {}
    }

    @Test
    void shouldShowAndChangeTheGraph() {
        try (JackServer server = new JackServer(256);
                JackDriver driver = new JackDriver(new JackOptions("tutti", server.name(), false, null))) {
            driver.openCapture("send_main_1");
            driver.openMidi();
            driver.start((_, _, _) -> {}, new Deaf());
            Patchbay patchbay = driver.patchbay().orElseThrow();
            List<Patchbay.Port> ports = patchbay.graph().ports();
            assertTrue(ports.contains(new Patchbay.Port("system:capture_1", true, false, true)));
            assertTrue(ports.contains(new Patchbay.Port("system:playback_2", false, false, true)));
            assertTrue(ports.contains(new Patchbay.Port("tutti:send_main_1", false, false, false)));
            assertTrue(ports.contains(new Patchbay.Port("tutti:midi_in", false, true, false)));
            assertTrue(ports.contains(new Patchbay.Port("tutti:midi_out", true, true, false)));
            assertEquals(0, patchbay.graph().leftOut());

            long before = patchbay.revision();
            patchbay.connect(CABLE);
            patchbay.connect(CABLE);
            assertTrue(server.isPlugged(CABLE.source(), CABLE.destination()));
            assertTrue(patchbay.graph().cables().contains(CABLE));
            await("word of the cable", () -> patchbay.revision() > before);

            patchbay.disconnect(CABLE);
            patchbay.disconnect(CABLE);
            assertFalse(server.isPlugged(CABLE.source(), CABLE.destination()));

            long beforeOthers = patchbay.revision();
            server.plug("system:capture_2", "tutti:send_main_1");
            await("word of another's cable", () -> patchbay.revision() > beforeOthers);
            assertThrows(DriverException.class, () -> patchbay.connect(new Cable("system:capture_1", "tutti:midi_in")));
            server.letGo();
        }
    }
}
