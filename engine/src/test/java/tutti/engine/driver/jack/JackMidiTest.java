package tutti.engine.driver.jack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static tutti.engine.driver.jack.JackServer.await;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tutti.engine.driver.DriverException;
import tutti.engine.driver.DriverFormat;
import tutti.engine.driver.DriverListener;
import tutti.engine.driver.MidiPorts;
import tutti.engine.driver.MidiRing;

/// MIDI through a real server, from one client's port to another's.
@RequiresJack
@Timeout(120)
class JackMidiTest {
    private static final int PERIOD_FRAMES = 256;

    /// What a period's buffer holds in any case.
    private static final int MAX_UNDER_WAY = 32;

    private static JackDriver driver(JackServer server, String client) {
        return new JackDriver(new JackOptions(client, server.name(), false, null));
    }

    private static final class Deaf implements DriverListener {
        @Override
        public void onFormat(DriverFormat format) {}

        @Override
        public void onLost(String reason) {}

        @Override
        public void onBack() {}
    }

    /// Sends so many, a period's worth at a time, and waits until all have come.
    private static void exchange(MidiRing out, MidiRing in, int numMessages) {
        int[] numSent = {0};
        int[] numHeard = {0};
        await("all messages", () -> {
            while (in.poll() != MidiRing.NONE) {
                numHeard[0]++;
            }
            while (numSent[0] - numHeard[0] < MAX_UNDER_WAY && numSent[0] < numMessages) {
                out.offer(0, 0xB0, numSent[0] & 0x7F, 1);
                numSent[0]++;
            }
            return numHeard[0] == numMessages;
        });
    }

    private static List<String> heard(MidiRing ring) {
        List<String> heard = new ArrayList<>();
        for (long next = ring.poll(); next != MidiRing.NONE; next = ring.poll()) {
            heard.add(Long.toHexString(next & 0xFFFFFF));
        }
        return heard;
    }

    @Test
    void shouldCarryMessagesFromPortToPort() {
        try (JackServer server = new JackServer(PERIOD_FRAMES);
                JackDriver from = driver(server, "from");
                JackDriver to = driver(server, "to")) {
            MidiPorts sender = from.openMidi().orElseThrow();
            MidiPorts receiver = to.openMidi().orElseThrow();
            from.start((_, _, _) -> {}, new Deaf());
            to.start((_, _, _) -> {}, new Deaf());
            server.plug("from:midi_out", "to:midi_in");
            sender.out().offer(0, 0xB0, 7, 64);
            sender.out().offer(0, 0x9F, 60, 127);
            sender.out().offer(0, 0xD0, 5, 0);
            List<String> heard = new ArrayList<>();
            await("three messages", () -> {
                heard.addAll(heard(receiver.in()));
                return heard.size() >= 3;
            });
            assertEquals(List.of("b00740", "9f3c7f", "d00500"), heard);
            assertThrows(DriverException.class, from::openMidi);
            server.letGo();
        }
    }

    /// Messages come as fast as they go, and the process thread makes no garbage of them.
    @Test
    void shouldAllocateNothingInTheCallback() {
        int numMessages = 10_000;
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        AtomicLong before = new AtomicLong(-1);
        AtomicLong allocated = new AtomicLong();
        try (JackServer server = new JackServer(PERIOD_FRAMES);
                JackDriver from = driver(server, "from");
                JackDriver to = driver(server, "to")) {
            MidiPorts sender = from.openMidi().orElseThrow();
            MidiPorts receiver = to.openMidi().orElseThrow();
            from.start((_, _, _) -> {}, new Deaf());
            to.start(
                    (_, _, _) -> {
                        // From callback to callback, with what the ports do in between.
                        long now = threads.getCurrentThreadAllocatedBytes();
                        allocated.addAndGet(before.get() < 0 ? 0 : now - before.get());
                        before.set(threads.getCurrentThreadAllocatedBytes());
                    },
                    new Deaf());
            server.plug("from:midi_out", "to:midi_in");
            exchange(sender.out(), receiver.in(), numMessages);
            // The way is warm by now.
            allocated.set(0);
            exchange(sender.out(), receiver.in(), numMessages);
            assertEquals(0, allocated.get());
            assertEquals(0, receiver.in().dropped());
            assertEquals(0, to.counters().faults());
            server.letGo();
        }
    }
}
