package tutti.engine.bench.room;

import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;

/// What all members share.
///
/// @param entering bounds how many connect at the same time, as they would in the world
/// @param over whether the measurement has ended
/// @param clockNs monotonic
record BenchParts(
        BenchServer server,
        SSLContext tls,
        Ledger ledger,
        Semaphore entering,
        BooleanSupplier over,
        LongSupplier clockNs) {
    boolean isOver() {
        return over.getAsBoolean();
    }

    long nowNs() {
        return clockNs.getAsLong();
    }
}
