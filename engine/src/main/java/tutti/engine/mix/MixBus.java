package tutti.engine.mix;

import org.jspecify.annotations.Nullable;
import tutti.engine.driver.PlaybackPort;
import tutti.plugins.api.RealTimeSafe;

/// A stereo sum: strips add to it, then comes its fader, what is listened to instead of it, its limiter, its meters,
/// its ports.
///
/// Lanes of the meter, behind the limiter: 0 left, 1 right, 2 by how much the limiter turned down (peak `1 - gain`).
public final class MixBus {
    private static final int LANES = 3;

    private final float[][] sound;
    private final @Nullable MixBus listening;
    private final GainRamp fader;
    private final GainRamp listened;
    private final Limiter limiter;
    private final LevelMeter meter;
    private final LoudnessFilter loudness;

    /// @param listening a bus, earlier in every plan, that can be heard in place of this one; null for none
    /// @param maxPeriodFrames the driver's longest period
    public MixBus(@Nullable MixBus listening, int maxPeriodFrames, int sampleRateHz) {
        this.listening = listening;
        sound = new float[2][maxPeriodFrames];
        fader = new GainRamp(sampleRateHz, false);
        listened = new GainRamp(sampleRateHz, false);
        limiter = new Limiter(sampleRateHz);
        meter = new LevelMeter(LANES, sampleRateHz);
        loudness = new LoudnessFilter(sampleRateHz, 1, 1);
    }

    /// Thread: any.
    public LevelMeter meter() {
        return meter;
    }

    /// Thread: any.
    public LoudnessFilter loudness() {
        return loudness;
    }

    @RealTimeSafe
    float[] left() {
        return sound[0];
    }

    @RealTimeSafe
    float[] right() {
        return sound[1];
    }

    /// Begins a period in silence. Thread: the callback. RT-safe: yes.
    @RealTimeSafe
    void clear(int numFrames) {
        for (float[] side : sound) {
            for (int i = 0; i < numFrames; i++) {
                side[i] = 0;
            }
        }
    }

    /// Makes of the sum what is heard, and plays it. Thread: the callback. RT-safe: yes.
    ///
    /// @param ports left and right, or none
    /// @param faderGain that of the fader and the mute
    /// @param listenedGain that of the other bus
    /// @param isLimited whether the limiter is on
    @RealTimeSafe
    void finish(PlaybackPort[] ports, int numFrames, float faderGain, float listenedGain, boolean isLimited) {
        fader.aim(faderGain);
        listened.aim(listenedGain);
        for (int side = 0; side < 2; side++) {
            fader.scale(sound[side], numFrames);
            if (listening != null && !listened.isSilent()) {
                listened.addTo(listening.sound[side], sound[side], numFrames);
            }
        }
        fader.advance(numFrames);
        listened.advance(numFrames);
        limiter.process(sound[0], sound[1], numFrames, isLimited);
        for (int side = 0; side < 2; side++) {
            float peak = ChannelStrip.peak(sound[side], numFrames);
            meter.note(side, peak, peak == 0 ? 0 : ChannelStrip.sumOfSquares(sound[side], numFrames));
        }
        meter.note(2, (float) (1 - limiter.leastGain()), 0);
        meter.advance(numFrames);
        loudness.measure(sound, numFrames);
        for (int side = 0; side < ports.length; side++) {
            ports[side].write(sound[side], 0, numFrames);
        }
    }
}
