package tutti.engine.desk;

import java.util.Random;
import tutti.engine.driver.DriverFormat;
import tutti.engine.fake.FakeDriver;
import tutti.engine.mix.CycleTimer;
import tutti.engine.mix.ProcessCycle;
import tutti.engine.mix.StripSource;
import tutti.plugins.api.RealTimeSafe;

/// A desk on a driver that is turned by hand.
final class MixerRig {
    static final int RATE_HZ = 48_000;
    static final int PERIOD = 64;
    static final DriverFormat FORMAT = new DriverFormat(RATE_HZ, PERIOD);

    final FakeDriver driver = new FakeDriver(FORMAT);
    final ProcessCycle cycle = new ProcessCycle(() -> 0, new CycleTimer());
    final Desk desk = new Desk(driver, cycle);

    /// What a strip plays.
    @RealTimeSafe
    static final class Sound implements StripSource {
        /// Set before each period.
        final float[][] next;

        private final float[][] given;

        Sound(int channels) {
            next = new float[channels][PERIOD];
            given = new float[channels][PERIOD];
        }

        void noise(Random random, double amplitude) {
            for (float[] channel : next) {
                for (int i = 0; i < PERIOD; i++) {
                    channel[i] = (float) (random.nextDouble(-1, 1) * amplitude);
                }
            }
        }

        /// The mixer may change what it is given.
        @Override
        public float[][] pull(int numFrames, long cycleStartNs, double nsPerFrame, long captureFrame) {
            for (int channel = 0; channel < given.length; channel++) {
                System.arraycopy(next[channel], 0, given[channel], 0, numFrames);
            }
            return given;
        }
    }

    Sound attach(StripId strip, int channels) {
        Sound sound = new Sound(channels);
        desk.attach(strip, new StripInput(sound, channels));
        return sound;
    }

    void turn() {
        driver.turn(cycle);
    }

    float[] heard(String port) {
        return driver.port(port).samples;
    }
}
