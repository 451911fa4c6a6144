package tutti.engine.driver.javasound;

import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import tutti.engine.wav.SampleFormat;

/// A card that hears what a test gives it and keeps what it plays. Without anything to hear it waits, until it is
/// closed or pulled out.
final class FakeDevice implements SoundDevice {
    private static final byte[] GONE = {};

    final BlockingQueue<byte[]> toHear = new LinkedBlockingQueue<>();
    final BlockingQueue<byte[]> played = new LinkedBlockingQueue<>();
    final CountDownLatch closed = new CountDownLatch(1);
    volatile boolean hasXrun;
    private final SampleFormat samples;
    private final int captureChannels;
    private final int playbackChannels;

    FakeDevice(SampleFormat samples, int captureChannels, int playbackChannels) {
        this.samples = samples;
        this.captureChannels = captureChannels;
        this.playbackChannels = playbackChannels;
    }

    void pullOut() {
        toHear.add(GONE);
    }

    @Override
    public SampleFormat samples() {
        return samples;
    }

    @Override
    public int captureChannels() {
        return captureChannels;
    }

    @Override
    public int playbackChannels() {
        return playbackChannels;
    }

    @Override
    public int captureLatencyFrames() {
        return 4;
    }

    @Override
    public int playbackLatencyFrames() {
        return 16;
    }

    @Override
    public void start() {
        // Ready at once.
    }

    @Override
    public int read(byte[] into, int numBytes) {
        try {
            byte[] heard = toHear.take();
            System.arraycopy(heard, 0, into, 0, heard.length);
            return heard.length;
        } catch (InterruptedException e) {
            return 0;
        }
    }

    @Override
    public int write(byte[] from, int numBytes) {
        played.add(Arrays.copyOf(from, numBytes));
        return numBytes;
    }

    @Override
    public boolean sawXrun() {
        return hasXrun;
    }

    @Override
    public void close() {
        closed.countDown();
        toHear.add(GONE);
    }
}
