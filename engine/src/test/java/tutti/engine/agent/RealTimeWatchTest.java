package tutti.engine.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RealTimeWatchTest {
    private static final long LOOK_NS = 5_000_000;

    private long nowNs;
    private final FakeThread send = new FakeThread();
    private final FakeThread link = new FakeThread();
    private final RealTimeWatch watch = new RealTimeWatch(List.of(send, link), () -> nowNs, 65);

    private static final class FakeThread implements RealTimeWatch.Watched {
        boolean isRealTime = true;
        long turns;
        long cpuNs;
        final List<String> told = new ArrayList<>();

        @Override
        public boolean isRealTime() {
            return isRealTime;
        }

        @Override
        public long turns() {
            return turns;
        }

        @Override
        public long cpuNs() {
            return cpuNs;
        }

        @Override
        public void lower() {
            told.add("lower");
        }

        @Override
        public void raise() {
            told.add("raise");
        }
    }

    private void look(double sendShare, int sendTurns, double linkShare, int linkTurns) {
        nowNs += LOOK_NS;
        send.cpuNs += (long) (sendShare * LOOK_NS);
        send.turns += sendTurns;
        link.cpuNs += (long) (linkShare * LOOK_NS);
        link.turns += linkTurns;
        watch.look();
    }

    @Test
    void shouldLetWhoWaitsWait() {
        for (int i = 0; i < 20; i++) {
            look(0.01, 0, 0, 0);
        }
        assertEquals(List.of(), send.told);
        assertEquals(List.of(), link.told);
    }

    @Test
    void shouldLetWhoWorksWork() {
        for (int i = 0; i < 20; i++) {
            look(1, 1, 0.9, 30);
        }
        assertEquals(List.of(), send.told);
        assertEquals(List.of(), link.told);
    }

    @Test
    void shouldLowerWhoRunsAndDoesNotGetOn() {
        look(0.1, 3, 0.1, 3);
        look(1, 0, 0.95, 0);
        assertEquals(List.of("lower"), send.told);
        assertEquals(List.of("lower"), link.told);
    }

    @Test
    void shouldLowerOnceAndRaiseWhenTheTurnEnds() {
        look(0.1, 3, 0.1, 3);
        look(1, 0, 0.2, 3);
        look(0.5, 0, 0.2, 3);
        look(1, 0, 0.2, 3);
        assertEquals(List.of("lower"), send.told);
        look(0.3, 1, 0.2, 3);
        assertEquals(List.of("lower", "raise"), send.told);
        look(1, 0, 0.2, 3);
        assertEquals(List.of("lower", "raise", "lower"), send.told);
        assertEquals(List.of(), link.told);
    }

    @Test
    void shouldJudgeByTheTimeThatHasPassed() {
        look(0.1, 3, 0.1, 3);
        nowNs += 9 * LOOK_NS;
        look(1, 0, 0.2, 3);
        assertEquals(List.of(), send.told, "a tenth of the time is not busy");
    }

    @Test
    void shouldNotJudgeTwoLooksThatComeTogether() {
        look(0.1, 3, 0.1, 3);
        nowNs += 1000;
        send.cpuNs += 1000;
        watch.look();
        assertEquals(List.of(), send.told);
    }

    @Test
    void shouldLeaveOrdinaryThreadsAlone() {
        send.isRealTime = false;
        look(1, 0, 0.1, 3);
        look(1, 0, 0.1, 3);
        assertEquals(List.of(), send.told);
    }

    @Test
    void shouldPractiseOnceOnEachThreadWhenItHasItsPriority() {
        send.isRealTime = false;
        watch.practise();
        assertEquals(List.of(), send.told);
        assertEquals(List.of("lower", "raise"), link.told);
        send.isRealTime = true;
        watch.practise();
        watch.practise();
        assertEquals(List.of("lower", "raise"), send.told);
        assertEquals(List.of("lower", "raise"), link.told);
    }
}
