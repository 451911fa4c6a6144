package tutti.nat.dtls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What anybody can do who can send to the two sides.
@Timeout(120)
class DtlsHostileTest {
    private static byte[] record(int type, int epoch, int sequence, int... content) {
        byte[] record = new byte[13 + content.length];
        record[0] = (byte) type;
        record[1] = (byte) 0xFE;
        record[2] = (byte) 0xFD;
        record[4] = (byte) epoch;
        record[10] = (byte) sequence;
        record[11] = (byte) (content.length >> 8);
        record[12] = (byte) content.length;
        for (int i = 0; i < content.length; i++) {
            record[13 + i] = (byte) content[i];
        }
        return record;
    }

    private static final byte[] FATAL_ALERT = record(21, 0, 9, 2, 40);
    private static final byte[] HELLO_VERIFY =
            record(22, 0, 8, 3, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 5, 0xFE, 0xFD, 2, 1, 1);

    /// A message of 16 MB begins here: the library would set the memory aside.
    private static final byte[] HUGE = record(22, 0, 7, 11, 0xFF, 0xFF, 0xFF, 0, 1, 0, 0, 0, 0, 0, 1, 0);

    /// A server's hello that makes no sense.
    private static final byte[] BAD_HELLO = record(22, 0, 7, 2, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 4, 0xFE, 0xFD, 0, 0);

    private static void assertAgrees(Pair pair) throws Exception {
        Pair.await(pair.clientSide.keys);
        Pair.await(pair.serverSide.keys);
        assertFalse(pair.clientSide.failed.isDone());
        assertFalse(pair.serverSide.failed.isDone());
    }

    @Test
    void shouldNotMindForgedAlertsAtAnyTime() throws Exception {
        Pair.Path alarms = (pair, toServer, datagram) -> {
            pair.deliver(true, FATAL_ALERT);
            pair.deliver(false, FATAL_ALERT);
            pair.deliver(toServer, datagram);
            pair.deliver(true, FATAL_ALERT);
            pair.deliver(false, FATAL_ALERT);
        };
        try (Pair pair = new Pair(alarms).start()) {
            assertAgrees(pair);
            assertEquals(2, pair.toServer.size(), "no attempt was lost");
        }
    }

    @Test
    void shouldNotMindWhatNoSideOfOursSends() throws Exception {
        Pair.Path noise = (pair, toServer, datagram) -> {
            for (byte[] forged : List.of(HELLO_VERIFY, HUGE, record(23, 0, 3, 1), record(24, 0, 3, 1), new byte[5])) {
                pair.deliver(toServer, forged);
            }
            pair.deliver(toServer, datagram);
        };
        try (Pair pair = new Pair(noise).start()) {
            assertAgrees(pair);
            assertEquals(2, pair.toServer.size(), "no attempt was lost");
        }
    }

    /// A plausible lie does end an attempt; the next succeeds, whichever side was lied to.
    @Test
    void shouldBeginAnewWhenDisturbed() throws Exception {
        for (boolean victimIsServer : new boolean[] {true, false}) {
            AtomicInteger numLies = new AtomicInteger();
            Pair.Path lies = (pair, toServer, datagram) -> {
                if (toServer == victimIsServer && numLies.incrementAndGet() <= 1) {
                    pair.deliver(toServer, BAD_HELLO);
                }
                pair.deliver(toServer, datagram);
            };
            try (Pair pair = new Pair(lies).start()) {
                assertAgrees(pair);
            }
        }
    }

    @Test
    void shouldBoundAFlood() throws Exception {
        Pair.Path floods = (pair, toServer, datagram) -> {
            SplittableRandom random = new SplittableRandom(5);
            for (int i = 0; i < 1_000; i++) {
                byte[] garbage = new byte[random.nextInt(1500)];
                random.nextBytes(garbage);
                pair.deliver(toServer, garbage);
            }
            pair.deliver(toServer, datagram);
        };
        try (Pair pair = new Pair(floods).start()) {
            assertTrue(TestWait.until(() -> pair.server.dropped() > 900));
            assertTrue(TestWait.until(() -> pair.clientSide.calls.get() > 0), "ends in one way or the other");
        }
    }

    /// Bit errors and cuts in the first datagrams of each direction, before the true ones.
    @Test
    void shouldSurviveMutatedCopies() throws Exception {
        List<Pair> pairs = new ArrayList<>();
        for (int run = 0; run < 60; run++) {
            SplittableRandom random = new SplittableRandom(run);
            AtomicInteger numCopies = new AtomicInteger();
            Pair.Path mutates = (pair, toServer, datagram) -> {
                if (numCopies.incrementAndGet() <= 2) {
                    byte[] copy = Arrays.copyOf(datagram, datagram.length - random.nextInt(20));
                    for (int i = 0; i < 3; i++) {
                        copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
                    }
                    pair.deliver(toServer, copy);
                }
                pair.deliver(toServer, datagram);
            };
            pairs.add(new Pair(mutates).start());
        }
        for (Pair pair : pairs) {
            assertAgrees(pair);
            pair.close();
        }
    }

    /// 20 % loss both ways: which datagrams are lost depends on the seed and their number alone.
    @Test
    void shouldAgreeUnderLoss() throws Exception {
        int numRuns = 200;
        int numAtOnce = 20;
        long[] tookNs = new long[numRuns];
        for (int first = 0; first < numRuns; first += numAtOnce) {
            List<Pair> pairs = new ArrayList<>();
            long beforeNs = System.nanoTime();
            for (int i = 0; i < numAtOnce; i++) {
                pairs.add(lossy(first + i));
            }
            for (int i = 0; i < numAtOnce; i++) {
                Pair pair = pairs.get(i);
                assertAgrees(pair);
                tookNs[first + i] = Math.max(pair.clientSide.keysNs, pair.serverSide.keysNs) - beforeNs;
                pair.close();
            }
        }
        Arrays.sort(tookNs);
        System.out.printf(
                "MEASURED %d handshakes at 20 %% loss: median %d ms, 90 %% %d ms, 99 %% %d ms, worst %d ms%n",
                numRuns,
                TimeUnit.NANOSECONDS.toMillis(tookNs[numRuns / 2]),
                TimeUnit.NANOSECONDS.toMillis(tookNs[numRuns * 9 / 10]),
                TimeUnit.NANOSECONDS.toMillis(tookNs[numRuns * 99 / 100]),
                TimeUnit.NANOSECONDS.toMillis(tookNs[numRuns - 1]));
    }

    private static Pair lossy(int run) {
        SplittableRandom lostToServer = new SplittableRandom(2L * run);
        SplittableRandom lostToClient = new SplittableRandom(2L * run + 1);
        Pair pair = new Pair((on, toServer, datagram) -> {
            SplittableRandom lost = toServer ? lostToServer : lostToClient;
            if (lost.nextDouble() >= 0.2) {
                on.deliver(toServer, datagram);
            }
        });
        return pair.start();
    }

    @Test
    void shouldCleanAnythingWithoutHarm() {
        SplittableRandom random = new SplittableRandom(11);
        byte[][] seeds = {FATAL_ALERT, HELLO_VERIFY, HUGE, BAD_HELLO, record(20, 0, 1, 1), record(22, 1, 0, 1, 2, 3)};
        for (int i = 0; i < 100_000; i++) {
            byte[] datagram = new byte[random.nextInt(120)];
            random.nextBytes(datagram);
            if (random.nextInt(4) > 0) {
                int at = 0;
                while (at < datagram.length) {
                    byte[] seed = seeds[random.nextInt(seeds.length)];
                    int numBytes = Math.min(seed.length, datagram.length - at);
                    System.arraycopy(seed, 0, datagram, at, numBytes);
                    at += numBytes;
                }
                if (datagram.length > 0 && random.nextBoolean()) {
                    datagram[random.nextInt(datagram.length)] = (byte) random.nextInt();
                }
            }
            DtlsRecords records = new DtlsRecords();
            int numLeft = records.clean(datagram, 0, datagram.length);
            assertTrue(numLeft >= 0 && numLeft <= datagram.length);
            byte[] once = Arrays.copyOf(datagram, numLeft);
            byte[] twice = once.clone();
            assertEquals(numLeft, records.clean(twice, 0, numLeft));
            assertArrayEquals(once, twice);
            DtlsRecords.helloRandom(datagram, 0, datagram.length);
        }
    }

    @Test
    void shouldTakeOutWhatIsForgeable() {
        DtlsRecords records = new DtlsRecords();
        byte[] datagram = new byte[200];
        int numBytes = 0;
        for (byte[] record : List.of(record(20, 0, 1, 1), FATAL_ALERT, HUGE, record(22, 1, 0, 9, 9), HELLO_VERIFY)) {
            System.arraycopy(record, 0, datagram, numBytes, record.length);
            numBytes += record.length;
        }
        assertEquals(DtlsRecords.NO_ALERT, records.alert());
        int numLeft = records.clean(datagram, 0, numBytes);
        assertEquals(14 + 15, numLeft);
        assertEquals(20, datagram[0]);
        assertEquals(22, datagram[14]);
        assertEquals(40, records.alert());
        assertEquals(3, records.numRemoved());
        assertTrue(records.takeAlert());
        assertFalse(records.takeAlert());
    }
}
