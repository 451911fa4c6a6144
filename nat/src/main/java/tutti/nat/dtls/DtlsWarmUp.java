package tutti.nat.dtls;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongSupplier;
import tutti.nat.identity.Identity;
import tutti.nat.srtp.SrtpKeys;

/// Loads what the first handshake would otherwise need 0.2 s for, by letting one side shake hands with another.
public final class DtlsWarmUp {
    private static final int PATIENCE_S = 10;

    private DtlsWarmUp() {}

    /// Thread: one that nobody waits for.
    public static void run(LongSupplier clockNs, SecureRandom random) throws InterruptedException {
        List<Identity> selves = List.of(Identity.create(random, Instant.EPOCH), Identity.create(random, Instant.EPOCH));
        AtomicReferenceArray<DtlsHandshake> sides = new AtomicReferenceArray<>(selves.size());
        CountDownLatch ended = new CountDownLatch(selves.size());
        for (int i = 0; i < selves.size(); i++) {
            int other = 1 - i;
            sides.set(
                    i,
                    new DtlsHandshake(
                            i == 0,
                            selves.get(i),
                            selves.get(other).fingerprint(),
                            (buffer, offsetBytes, numBytes) -> sides.get(other).offer(buffer, offsetBytes, numBytes),
                            clockNs,
                            random,
                            new CountDown(ended)));
        }
        for (int i = 0; i < selves.size(); i++) {
            sides.get(i).start();
        }
        ended.await(PATIENCE_S, TimeUnit.SECONDS);
        for (int i = 0; i < selves.size(); i++) {
            sides.get(i).close();
        }
    }

    private record CountDown(CountDownLatch ended) implements DtlsListener {
        @Override
        public void onKeys(SrtpKeys keys) {
            ended.countDown();
        }

        @Override
        public void onFailed(String reason) {
            ended.countDown();
        }

        @Override
        public void onClosed() {
            // Both sides close.
        }
    }
}
