package tutti.engine.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DeskAllocationTest {
    private static final int CYCLES = 60_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final MixerRig rig = new MixerRig();
    private final Random random = new Random(1);
    private final List<StripId> strips = new ArrayList<>();

    /// 750 cycles a second, two edits in every three of them: 500 a second, and every so often somebody comes or
    /// goes and a bus is made or removed.
    @Test
    void shouldAllocateNothingInTheCallbackWhileEverythingIsEdited() {
        for (int n = 0; n < 16; n++) {
            strips.add(new StripId.Remote("p" + n, "main"));
            rig.attach(strips.getLast(), 1 + n % 2).noise(random, 0.1);
        }
        rig.desk.bus(BusId.RECORD, bus -> bus.withPatched(true));
        allocatedOver(30_000);
        long least = Long.MAX_VALUE;
        // The JVM itself charges a few bytes to a thread when it leaves compiled code to compile it anew.
        for (int run = 0; run < 3 && least > 0; run++) {
            least = Math.min(least, allocatedOver(CYCLES));
        }

        assertEquals(0, least);
        assertTrue(rig.desk.view().revision() > CYCLES / 2, "it was edited");
    }

    private long allocatedOver(int cycles) {
        long allocated = 0;
        for (int cycle = 0; cycle < cycles; cycle++) {
            if (cycle % 3 != 0) {
                edit();
            }
            if (cycle % 100 == 0) {
                comeOrGo();
            }
            rig.desk.tidyUp();
            long before = threads.getCurrentThreadAllocatedBytes();
            rig.turn();
            allocated += threads.getCurrentThreadAllocatedBytes() - before;
        }
        return allocated;
    }

    private void edit() {
        StripId strip = strips.get(random.nextInt(strips.size()));
        switch (random.nextInt(6)) {
            case 0 -> rig.desk.fader(strip, random.nextDouble(-60, 10));
            case 1 -> rig.desk.mute(strip, random.nextBoolean());
            case 2 -> rig.desk.strip(strip, settings -> settings.withPan(random.nextDouble(-1, 1)));
            case 3 -> rig.desk.strip(strip, settings -> settings.withDelayMs(random.nextDouble(0, 200)));
            case 4 -> rig.desk.listenTo(strip, random.nextInt(8) == 0);
            default -> rig.desk.solo(strip, random.nextInt(8) == 0);
        }
    }

    private void comeOrGo() {
        StripId strip = strips.get(random.nextInt(strips.size()));
        if (rig.desk.view().present().contains(strip)) {
            rig.desk.detach(strip);
        } else {
            rig.attach(strip, 2).noise(random, 0.1);
        }
        BusId bus = new BusId("aux" + random.nextInt(3));
        if (rig.desk.view().graph().buses().containsKey(bus)) {
            rig.desk.removeBus(bus);
        } else {
            rig.desk.addBus(bus);
            rig.desk.send(strip, bus, send -> Send.UNITY);
        }
    }
}
