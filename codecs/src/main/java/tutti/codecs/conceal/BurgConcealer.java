package tutti.codecs.conceal;

import tutti.plugins.api.RealTimeSafe;

/// Fills gaps with what the newest [LinearModel] foretells, from what was heard before them.
///
/// - **At a gap** the model must first foretell the last 64 frames that are known. If it does worse than silence, it
///   is hopeless here (too old, or a drum was just struck) and is not used. Otherwise the error says how long it is
///   believed ([TrustFade]), and the prediction follows upon the last frame without a seam.
/// - **In the gap** it goes on from its own frames. A model that comes meanwhile takes over from there. None is
///   louder than 1.5 times the peak of the last 20 ms.
/// - **When sound is back**, the prediction, still in phase, goes over into it within 0.33 ms. A longer fade leaves
///   more error; a shorter one more of it above the sound's own spectrum, on average and most clearly after long
///   gaps.
/// - **Without a usable model**, and after the fade, a [GapFader] does what it does. If a usable model comes within
///   128 frames of the gap's beginning, its prediction fades in from there.
///
/// Frames that no fade touches pass unchanged to the bit. The output does not depend on how the stream is cut into
/// ranges, but for the moment at which a new model is found.
///
/// Work for one channel, n frames missing, order p: p n multiply-adds, and at the beginning of a gap 64 p more; these
/// at most once in 64 true frames.
///
/// Thread: the callback. RT-safe: yes, all but the constructor.
@RealTimeSafe
public final class BurgConcealer implements Concealer {
    private static final double FADE_IN_MS = 1.0 / 3;
    private static final double HOPELESS_DB = 0;
    private static final int JUDGED_FRAMES = 64;
    private static final int CATCH_UP_FRAMES = 128;
    private static final int LOUDNESS_MS = 20;
    private static final float HEADROOM = 1.5f;

    private final int numChannels;
    private final ModelExchange models;
    private final GapFader fader;
    private final Prediction prediction;
    private final TrustFade fade;
    private final PastSound past;
    private final int loudnessFrames;

    /// The gain of true sound at the 1st, 2nd, ... frame after a gap, the last being 1.
    private final float[] fadeIn;

    /// `[channel]`: what the prediction would be there.
    private final float[][] continuation;

    private final float[] ceilings;

    private LinearModel model;

    /// Of the model in use, and of the newest that a reset has made worthless.
    private long serial;

    private long forgottenSerial;

    /// The error at the last judgement, of which model, and true frames since.
    private double errorDb;

    private long judgedSerial;
    private int framesSinceJudged = JUDGED_FRAMES;

    private boolean inGap;
    private boolean predicting;
    private int gapFrames;

    /// Frames of the fade-in so far; at its length nothing is to be done.
    private int fadedFrames;

    /// @param numChannels 1 or more
    /// @param sampleRateHz of the frames handed over
    /// @param models where models of this stream come from; this is its reader
    public BurgConcealer(int numChannels, int sampleRateHz, ModelExchange models) {
        this.numChannels = numChannels;
        this.models = models;
        model = models.newest();
        fader = new GapFader(numChannels, sampleRateHz);
        prediction = new Prediction(models.maxOrder(), JUDGED_FRAMES);
        fade = new TrustFade(sampleRateHz);
        loudnessFrames = LOUDNESS_MS * sampleRateHz / 1000;
        past = new PastSound(
                numChannels, Math.max(models.maxOrder() + JUDGED_FRAMES + CATCH_UP_FRAMES, loudnessFrames));
        fadeIn = GapFader.raisedCosine(FADE_IN_MS, sampleRateHz, 0, 1);
        continuation = new float[numChannels][models.maxOrder() + fadeIn.length];
        ceilings = new float[numChannels];
        fadedFrames = fadeIn.length;
    }

    @Override
    public void present(float[][] planar, int offsetFrames, int numFrames) {
        if (numFrames <= 0) {
            return;
        }
        if (inGap) {
            endGap();
        }
        fadeIn(planar, offsetFrames, Math.min(numFrames, fadeIn.length - fadedFrames));
        fader.present(planar, offsetFrames, numFrames);
        remember(planar, offsetFrames, numFrames);
        framesSinceJudged = Math.min(JUDGED_FRAMES, framesSinceJudged + Math.min(numFrames, JUDGED_FRAMES));
    }

    @Override
    public void missing(float[][] planar, int offsetFrames, int numFrames) {
        if (numFrames <= 0) {
            return;
        }
        boolean isNew = takeModel();
        if (!inGap) {
            beginGap();
        } else if (isNew && !predicting && gapFrames <= CATCH_UP_FRAMES) {
            catchUp();
        }
        int done = 0;
        while (done < numFrames) {
            int left = numFrames - done;
            int count =
                    predicting ? Math.min(Math.min(left, PastSound.CHUNK_FRAMES), fade.endFrames() - gapFrames) : left;
            fill(planar, offsetFrames + done, count);
            done += count;
        }
    }

    @Override
    public void reset() {
        takeModel();
        forgottenSerial = serial;
        past.clear();
        fader.reset();
        framesSinceJudged = JUDGED_FRAMES;
        inGap = false;
        predicting = false;
        fadedFrames = fadeIn.length;
    }

    /// @return whether there is another one to be used than before
    private boolean takeModel() {
        model = models.newest();
        if (model.serial() == serial) {
            return false;
        }
        serial = model.serial();
        return hasModel();
    }

    private boolean hasModel() {
        return serial > forgottenSerial;
    }

    private void beginGap() {
        inGap = true;
        gapFrames = 0;
        for (int channel = 0; channel < numChannels; channel++) {
            ceilings[channel] = HEADROOM * past.peak(channel, loudnessFrames);
        }
        judge();
    }

    /// Decides on whether to predict. So soon after the last time that there is nothing new to judge by, it stays.
    private void judge() {
        if (!hasModel()) {
            predicting = false;
            return;
        }
        if (framesSinceJudged >= JUDGED_FRAMES || serial != judgedSerial) {
            prediction.begin();
            int known = past.end() - gapFrames;
            for (int channel = 0; channel < numChannels; channel++) {
                prediction.add(model, past.line(channel), known - JUDGED_FRAMES, JUDGED_FRAMES);
            }
            errorDb = prediction.errorDb();
            judgedSerial = serial;
            framesSinceJudged = 0;
            predicting = errorDb < HOPELESS_DB;
        }
        fade.begin(errorDb);
    }

    /// Puts a prediction in the place of what the fader has made, so that the next frames follow upon it.
    private void catchUp() {
        judge();
        if (predicting) {
            past.advance(-gapFrames);
            foretell(gapFrames);
        }
    }

    private void fill(float[][] planar, int offsetFrames, int numFrames) {
        if (predicting) {
            foretell(numFrames);
            int from = past.end() - numFrames;
            for (int channel = 0; channel < numChannels; channel++) {
                float[] line = past.line(channel);
                float[] frames = planar[channel];
                for (int i = 0; i < numFrames; i++) {
                    frames[offsetFrames + i] = line[from + i] * fade.gain(gapFrames + i);
                }
            }
            fader.present(planar, offsetFrames, numFrames);
        } else {
            fader.missing(planar, offsetFrames, numFrames);
            remember(planar, offsetFrames, numFrames);
        }
        gapFrames = Math.min(gapFrames + numFrames, Integer.MAX_VALUE / 2);
        if (predicting && gapFrames >= fade.endFrames()) {
            predicting = false;
        }
    }

    private void foretell(int numFrames) {
        past.reserve(numFrames);
        for (int channel = 0; channel < numChannels; channel++) {
            model.extend(past.line(channel), past.end(), numFrames, ceilings[channel]);
        }
        past.advance(numFrames);
    }

    private void endGap() {
        inGap = false;
        if (!predicting) {
            return;
        }
        int order = model.order();
        past.scale(models.maxOrder(), fade.gain(gapFrames));
        for (int channel = 0; channel < numChannels; channel++) {
            float[] line = continuation[channel];
            System.arraycopy(past.line(channel), past.end() - order, line, 0, order);
            model.extend(line, order, fadeIn.length, ceilings[channel]);
            for (int i = 0; i < fadeIn.length; i++) {
                line[i] = line[order + i];
            }
        }
        fadedFrames = 0;
    }

    private void fadeIn(float[][] planar, int offsetFrames, int numFrames) {
        for (int channel = 0; channel < numChannels; channel++) {
            float[] frames = planar[channel];
            float[] foretold = continuation[channel];
            for (int i = 0; i < numFrames; i++) {
                int at = offsetFrames + i;
                float gain = fadeIn[fadedFrames + i];
                frames[at] = (1f - gain) * foretold[fadedFrames + i] + gain * frames[at];
            }
        }
        fadedFrames += numFrames;
    }

    private void remember(float[][] planar, int offsetFrames, int numFrames) {
        for (int done = 0; done < numFrames; done += PastSound.CHUNK_FRAMES) {
            past.append(planar, offsetFrames + done, Math.min(PastSound.CHUNK_FRAMES, numFrames - done));
        }
    }
}
