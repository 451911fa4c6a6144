package tutti.engine.check;

import org.jspecify.annotations.Nullable;
import tutti.engine.driver.CapturePort;
import tutti.engine.driver.DriverException;
import tutti.engine.driver.DriverFormat;
import tutti.engine.driver.jack.JackDriver;
import tutti.engine.driver.jack.JackOptions;

/// Asks a JACK server how it runs, as a client that plays nothing and is gone at once.
final class JackProbe {
    private static final String CLIENT = "tutti-check";

    /// Two of our own and two for each of ten players: the size of a room that plays from computer to computer.
    private static final int NUM_PORTS = 22;

    private JackProbe() {}

    /// Asks.
    ///
    /// @param server the server's name, null for the default one
    static JackState ask(@Nullable String server) {
        try (JackDriver driver = new JackDriver(new JackOptions(CLIENT, server, false, null))) {
            DriverFormat format = driver.format();
            return new JackState.Serving(
                    format.sampleRateHz(), format.periodFrames(), driver.callbackPriority(), hasPortsLeft(driver));
        } catch (DriverException absent) {
            return new JackState.Absent(String.valueOf(absent.getMessage()));
        }
    }

    private static boolean hasPortsLeft(JackDriver driver) {
        try {
            // They go with the client.
            for (int i = 1; i <= NUM_PORTS; i++) {
                CapturePort ignored = driver.openCapture("room_for_" + i);
            }
            return true;
        } catch (DriverException full) {
            return false;
        }
    }
}
