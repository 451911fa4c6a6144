package tutti.engine.receive;

import java.util.concurrent.atomic.AtomicLong;
import tutti.engine.wire.StreamHealth;

/// Puts together what is measured of one stream for the sender's decisions: losses and queue on the link thread, and
/// what was heard of it, for [StreamHealth].
///
/// Handoff: the link thread leaves its figures in three volatile words five times a second; the latest wins. The send
/// thread takes them at any time; each word is whole in itself.
final class HealthMeter {
    /// Reports between which the concealed share is taken: 2 s at five a second.
    private static final int REPORTS = 10;

    private static final double COVERED = 0.9;

    private final LossMeter losses = new LossMeter();
    private final QueueMeter queue = new QueueMeter();

    /// From the highest bits: loss of 2 s (16), of 20 s (16), mean burst (16), burst (16).
    private final AtomicLong lossWord = new AtomicLong();

    private final AtomicLong repairedWord = new AtomicLong();

    /// From the highest bits: queueing delay (32), frames of the latest packet (32).
    private final AtomicLong queueWord = new AtomicLong();

    private boolean isNew;

    /// Of the last reports, touched by the send thread alone.
    private final long[] concealedFrames = new long[REPORTS];

    private final double[] playedFrames = new double[REPORTS];
    private int report;

    /// Takes note of a packet, whatever is in it. Thread: the link thread. RT-safe: yes.
    ///
    /// @param sequence unwrapped
    void onPacket(long sequence, long arrivalNs) {
        isNew |= losses.onPacket(sequence, arrivalNs);
    }

    /// Takes note of the sound in a packet. Thread: the link thread. RT-safe: yes.
    ///
    /// @param capturedNs when its last frame was captured, on the sender's clock
    void onSound(int numFrames, long capturedNs, long arrivalNs) {
        queue.onPacket(capturedNs, arrivalNs);
        if (isNew) {
            isNew = false;
            publish(numFrames, arrivalNs);
        }
    }

    private void publish(int numFrames, long nowNs) {
        long meanBurst = Math.min(0xFFFF, Math.round(losses.meanBurst() * 16));
        lossWord.set(((long) fraction(losses.fastShare()) << 48)
                | ((long) fraction(losses.slowShare()) << 32)
                | (meanBurst << 16)
                | losses.burstCovering(COVERED));
        long repaired = 0;
        for (int distance = 1; distance <= StreamHealth.MAX_DISTANCE; distance++) {
            repaired = (repaired << 8) | Math.round(losses.repairedShare(distance) * 0xFF);
        }
        repairedWord.set(repaired);
        queueWord.set(((long) fraction(queue.queueNs(nowNs) * 1e-9) << 32) | numFrames);
    }

    private static int fraction(double value) {
        return Math.min(0xFFFF, StreamHealth.units(value));
    }

    /// What there is to report. Thread: the send thread.
    ///
    /// @param allowanceFrames the play-out allowance, in the sender's frames
    /// @param concealed frames made up so far
    /// @param played frames due so far, in the same rate
    StreamHealth report(int ssrc, long allowanceFrames, long concealed, double played) {
        int slot = report++ % REPORTS;
        double share = (concealed - concealedFrames[slot]) / Math.max(1, played - playedFrames[slot]);
        concealedFrames[slot] = concealed;
        playedFrames[slot] = played;
        long loss = lossWord.get();
        long queued = queueWord.get();
        int packetFrames = Math.max(1, (int) queued);
        return new StreamHealth(
                ssrc,
                (int) (loss >>> 48),
                (int) (loss >>> 32) & 0xFFFF,
                (int) loss & 0xFF,
                (int) Math.min(0xFF, 4 * allowanceFrames / packetFrames),
                (int) (loss >>> 16) & 0xFFFF,
                StreamHealth.units(share),
                (int) (queued >>> 32),
                repairedWord.get());
    }
}
