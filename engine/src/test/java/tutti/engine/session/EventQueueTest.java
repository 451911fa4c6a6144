package tutti.engine.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import tutti.engine.fake.FakeLink;

class EventQueueTest {
    private final EventQueue events = new EventQueue();
    private final SessionEvent event = new SessionEvent.Joined(new FakeLink("bob", 0xb, 1));

    @Test
    void shouldHandEventsOverInOrder() {
        SessionEvent second = new SessionEvent.Gone(event.link(), "", true);
        events.offer(event);
        events.offer(second);

        assertSame(event, events.poll(0));
        assertSame(second, events.poll(3_600_000));
        assertNull(events.poll(0));
        assertNull(events.poll(1));
    }

    @Test
    void shouldDropAndCountWhenFull() {
        for (int i = 0; i < 1_030; i++) {
            events.offer(event);
        }

        assertEquals(6, events.dropped());
    }

    @Test
    void shouldStayInterrupted() {
        Thread.currentThread().interrupt();

        assertNull(events.poll(3_600_000));
        assertTrue(Thread.interrupted());
    }
}
