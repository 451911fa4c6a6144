package tutti.nat.ice;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waits for a condition that another thread brings about.
final class TestWait {
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(25);
    private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private TestWait() {}

    static boolean until(BooleanSupplier condition) {
        long endNs = System.nanoTime() + PATIENCE_NS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > endNs) {
                return false;
            }
            LockSupport.parkNanos(LOOK_NS);
        }
        return true;
    }
}
