package tutti.engine.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AgentRunnerTest {
    private final AtomicInteger errors = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ErrorHandler counting = (roleName, error) -> errors.incrementAndGet();

    @Test
    void shouldRunTheAgentOnAThreadOfItsNameUntilClosed() throws InterruptedException {
        CountDownLatch worked = new CountDownLatch(3);
        String[] threadName = new String[1];
        AgentRunner runner = new AgentRunner(
                agent(() -> {
                    threadName[0] = Thread.currentThread().getName();
                    worked.countDown();
                }),
                0,
                counting);
        runner.start();
        worked.await();
        runner.close();

        assertEquals("tutti-test", threadName[0]);
        assertEquals(0, closed.getCount());
        assertEquals(0, errors.get());
    }

    @Test
    void shouldGoOnAfterAnException() throws InterruptedException {
        AtomicInteger calls = new AtomicInteger();
        CountDownLatch recovered = new CountDownLatch(1);
        AgentRunner runner = new AgentRunner(
                agent(() -> {
                    if (calls.incrementAndGet() <= 5) {
                        throw new IllegalStateException("not yet");
                    }
                    recovered.countDown();
                }),
                0,
                counting);
        runner.start();
        recovered.await();
        runner.close();

        assertEquals(5, errors.get());
    }

    @Test
    void shouldGiveAnAgentUpThatFailsForEver() throws InterruptedException {
        AgentRunner runner = new AgentRunner(
                agent(() -> {
                    throw new AssertionError("always");
                }),
                0,
                counting);
        runner.start();
        closed.await();

        assertEquals(1_000, errors.get());
        runner.close();
    }

    @Test
    void shouldAskForAPriorityWithoutInsisting() throws InterruptedException {
        CountDownLatch worked = new CountDownLatch(1);
        AgentRunner runner = new AgentRunner(agent(worked::countDown), 1, counting);
        runner.start();
        worked.await();
        runner.close();

        assertEquals(0, errors.get());
    }

    @Test
    void shouldCloseTwiceAndWithoutAStart() {
        AgentRunner runner = new AgentRunner(agent(() -> {}), 0, counting);
        runner.close();
        runner.close();

        assertEquals(1, closed.getCount());
        assertFalse(Thread.currentThread().isInterrupted());
    }

    @Test
    void shouldReportAnAgentThatDoesNotEnd() throws InterruptedException {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        AgentRunner runner = new AgentRunner(
                agent(() -> {
                    busy.countDown();
                    try {
                        release.await();
                    } catch (InterruptedException interrupted) {
                        Thread.currentThread().interrupt();
                    }
                }),
                0,
                counting);
        runner.start();
        busy.await();
        runner.close();

        assertTrue(errors.get() > 0);
        release.countDown();
        closed.await();
    }

    private Agent agent(Runnable work) {
        return new Agent() {
            @Override
            public String roleName() {
                return "tutti-test";
            }

            @Override
            public int doWork() {
                work.run();
                return 1;
            }

            @Override
            public void onClose() {
                closed.countDown();
            }
        };
    }
}
