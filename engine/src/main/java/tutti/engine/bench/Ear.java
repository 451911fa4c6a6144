package tutti.engine.bench;

import tutti.engine.driver.AudioDriver;
import tutti.engine.driver.CapturePort;
import tutti.engine.driver.DriverFormat;
import tutti.engine.driver.DriverListener;
import tutti.engine.driver.PlaybackPort;
import tutti.engine.driver.ProcessCallback;
import tutti.engine.driver.virtual.SignalSource;
import tutti.plugins.api.RealTimeSafe;

/// A client that plays a piece into the graph and records what comes back, on one clock: sample 0 of the recording is
/// the moment at which sample 0 was played, so the lag between them is the path's latency.
final class Ear implements AutoCloseable {
    static final String OUT = "out_1";
    static final String IN = "in_1";

    private final AudioDriver driver;
    private final PlaybackPort out;
    private final CapturePort in;
    private final float[] played;
    private final float[] heard;
    private final float[] block = new float[DriverFormat.MAX_PERIOD_FRAMES];
    private final SignalSource piece;

    /// Frames played and recorded; written by the callback.
    private volatile int at;

    private volatile long firstSoundNs;

    /// @param driver ready, not started; closed with this
    /// @param piece its channel 0 is played
    /// @param numFrames how much is played and recorded
    Ear(AudioDriver driver, SignalSource piece, int numFrames) {
        this.driver = driver;
        this.piece = piece;
        played = new float[numFrames];
        heard = new float[numFrames];
        out = driver.openPlayback(OUT);
        in = driver.openCapture(IN);
    }

    void start() {
        driver.start(new Listening(), new DriverListener() {
            @Override
            public void onFormat(DriverFormat format) {}

            @Override
            public void onLost(String reason) {}

            @Override
            public void onBack() {}
        });
    }

    private final class Listening implements ProcessCallback {
        @Override
        @RealTimeSafe
        public void process(int numFrames, long cycleStartNs, long captureFrame) {
            int begin = at;
            int count = Math.min(numFrames, played.length - begin);
            in.read(block, 0, numFrames);
            if (firstSoundNs == 0 && block[0] != 0) {
                firstSoundNs = cycleStartNs;
            }
            System.arraycopy(block, 0, heard, begin, count);
            piece.fill(0, begin, block, 0, numFrames);
            System.arraycopy(block, 0, played, begin, count);
            out.write(block, 0, numFrames);
            at = begin + count;
        }
    }

    /// Share of the piece that has been played and recorded, 0 to 1.
    double progress() {
        return (double) at / played.length;
    }

    float[] played() {
        return played;
    }

    float[] heard() {
        return heard;
    }

    long xruns() {
        return driver.counters().xruns();
    }

    /// When the first sound came back, on the clock of `System.nanoTime()`; 0 if none has.
    long firstSoundNs() {
        return firstSoundNs;
    }

    @Override
    public void close() {
        driver.close();
    }
}
