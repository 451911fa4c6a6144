package tutti.engine.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

/// What may be refused must be asked for everywhere without harm.
class PermissionsTest {
    @Test
    void shouldRaiseAThreadJustWhereThatIsPermitted() throws InterruptedException {
        boolean[] raised = new boolean[1];
        Thread thread = Thread.ofPlatform().start(() -> raised[0] = ThreadPriority.raiseCurrentThread(1));
        thread.join();

        assertEquals(ThreadPriority.isPermitted(), raised[0]);
    }

    @Test
    void shouldAnswerTheSameWhenAskedAgain() {
        assertEquals(MemoryLock.lockAll(), MemoryLock.lockAll());
    }

    @Test
    void shouldRefuseAPriorityThatDoesNotExist() throws InterruptedException {
        boolean[] raised = {true};
        Thread thread = Thread.ofPlatform().start(() -> raised[0] = ThreadPriority.raiseCurrentThread(100));
        thread.join();

        assertFalse(raised[0]);
    }

    @Test
    void shouldNeedNoSystemForAnEngineThatIsStepped() {
        WakeSignal none = WakeSignal.none();
        none.signal();
        none.await(Integer.MAX_VALUE);
        none.close();

        assertSame(none, WakeSignal.none());
    }
}
