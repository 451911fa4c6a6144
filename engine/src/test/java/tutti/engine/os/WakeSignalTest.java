package tutti.engine.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class WakeSignalTest {
    private static final int FOR_EVER_MS = 3_600_000;

    /// The eventfd, where there is one, and its stand-in.
    static Stream<WakeSignal> signals() {
        return Stream.of(WakeSignal.create(), new PollingSignal());
    }

    @ParameterizedTest
    @MethodSource("signals")
    void shouldRememberASignalThatComesBeforeTheWait(WakeSignal signal) {
        signal.signal();
        signal.await(FOR_EVER_MS);
        signal.close();

        assertFalse(Thread.currentThread().isInterrupted());
    }

    @ParameterizedTest
    @MethodSource("signals")
    void shouldTakeManySignalsAsOne(WakeSignal signal) {
        for (int i = 0; i < 10_000; i++) {
            signal.signal();
        }
        signal.await(FOR_EVER_MS);
        // Were a signal left, this wait would end at once; it may end a little early, but not by half.
        long before = System.nanoTime();
        signal.await(100);
        long waitedNs = System.nanoTime() - before;
        signal.close();

        assertTrue(waitedNs > 50_000_000);
    }

    @ParameterizedTest
    @MethodSource("signals")
    void shouldWakeAWaitingThread(WakeSignal signal) throws InterruptedException {
        AtomicInteger wakes = new AtomicInteger();
        CountDownLatch listening = new CountDownLatch(1);
        Thread waiter = Thread.ofPlatform().daemon().start(() -> {
            listening.countDown();
            signal.await(FOR_EVER_MS);
            wakes.incrementAndGet();
        });
        listening.await();
        signal.signal();
        waiter.join();
        signal.close();

        assertEquals(1, wakes.get());
    }

    /// As the path uses it: whatever was done before a signal is found after the wait that it ends.
    @ParameterizedTest
    @MethodSource("signals")
    void shouldLoseNoSignalInAPingPong(WakeSignal ping) throws InterruptedException {
        int rounds = 500;
        WakeSignal pong = WakeSignal.create();
        AtomicInteger ball = new AtomicInteger();
        Thread other = Thread.ofPlatform().daemon().start(() -> {
            for (int round = 0; round < rounds; round++) {
                while (ball.get() != 2 * round + 1) {
                    ping.await(FOR_EVER_MS);
                }
                ball.incrementAndGet();
                pong.signal();
            }
        });
        for (int round = 0; round < rounds; round++) {
            ball.incrementAndGet();
            ping.signal();
            while (ball.get() != 2 * round + 2) {
                pong.await(FOR_EVER_MS);
            }
        }
        other.join();
        ping.close();
        pong.close();

        assertEquals(2 * rounds, ball.get());
    }

    @ParameterizedTest
    @MethodSource("signals")
    void shouldCloseTwice(WakeSignal signal) {
        signal.close();
        signal.close();

        assertFalse(Thread.currentThread().isInterrupted());
    }

    @ParameterizedTest
    @MethodSource("signals")
    void shouldSignalWithoutAllocating(WakeSignal signal) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        // The JIT may replace code in the middle of a round and allocate for it; code that allocates does so in each.
        for (int round = 0; round < 5; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            signalOften(signal);
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        signal.close();

        assertEquals(0, least);
    }

    private static void signalOften(WakeSignal signal) {
        for (int i = 0; i < 20_000; i++) {
            signal.signal();
        }
    }
}
