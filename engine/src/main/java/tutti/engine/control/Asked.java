package tutti.engine.control;

import tutti.engine.driver.DriverException;

/// What a node asks of the desk and the sound system has to agree to.
final class Asked {
    private Asked() {}

    /// Turns a driver's refusal into a node's.
    ///
    /// @throws IllegalArgumentException with the driver's sentence
    static void ofDriver(Runnable change) {
        try {
            change.run();
        } catch (DriverException refused) {
            throw new IllegalArgumentException(refused.getMessage(), refused);
        }
    }
}
