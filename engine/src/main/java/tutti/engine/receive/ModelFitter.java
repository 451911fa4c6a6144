package tutti.engine.receive;

import tutti.codecs.conceal.BurgFit;
import tutti.codecs.conceal.LinearModel;
import tutti.codecs.conceal.ModelExchange;
import tutti.codecs.conceal.Prediction;

/// Keeps one stream's model of its sound ready for the next gap: fits it to the last 2,048 frames that are known,
/// those heard and those that wait to be played, and hands it to the callback.
///
/// It is fitted anew as soon as frames are overdue, so that nothing is missing between the model and the gap; and
/// from time to time besides, more often while there are gaps, for those that come without a warning. Whenever the
/// frames after a fit come after all, it is known how well they would have been made up, and [PlayoutDelay] is told.
///
/// Thread: the fit thread. RT-safe: no.
final class ModelFitter {
    /// How often besides, while there have been gaps of late, and else.
    private static final long BUSY_NS = 20_000_000;

    private static final long QUIET_NS = 250_000_000;
    private static final long GAPS_ARE_LATE_NS = 10_000_000_000L;

    private static final int JUDGED_FRAMES = 64;
    private static final double QUALITY_MEMORY_NS = 30e9;

    private final JitterBuffer buffer;
    private final PlayoutClock clock;
    private final StreamReader reader;
    private final PlayoutDelay delay;
    private final ModelExchange models;
    private final BurgFit fit;
    private final LinearModel model;
    private final Prediction prediction;
    private final PlayoutClock.Reading cycle = new PlayoutClock.Reading();
    private final float[][] window;
    private final float[][] truth;
    private long fittedNs = Long.MIN_VALUE / 2;
    private long overdueDone = -1;
    private long gapsSeen;
    private long lastGapNs = Long.MIN_VALUE / 2;
    private long fittedFrame = -1;
    private boolean isJudged = true;
    private int judgements;
    private double error;
    private long judgedNs;

    ModelFitter(
            int numChannels,
            JitterBuffer buffer,
            PlayoutClock clock,
            StreamReader reader,
            PlayoutDelay delay,
            ModelExchange models) {
        this.buffer = buffer;
        this.clock = clock;
        this.reader = reader;
        this.delay = delay;
        this.models = models;
        fit = new BurgFit(numChannels, models.maxOrder(), BurgFit.DEFAULT_WINDOW_FRAMES);
        model = new LinearModel(models.maxOrder());
        prediction = new Prediction(models.maxOrder(), JUDGED_FRAMES);
        window = new float[numChannels][fit.windowFrames()];
        truth = new float[numChannels][JUDGED_FRAMES];
    }

    /// Whether frames are overdue for which nothing has been fitted.
    boolean isOverdue() {
        return reader.overdueFrame() != overdueDone;
    }

    /// Whether it is time for another fit, overdue or not.
    boolean isDue(long nowNs) {
        long gaps = reader.gaps();
        if (gaps != gapsSeen) {
            gapsSeen = gaps;
            lastGapNs = nowNs;
        }
        return nowNs - fittedNs >= (nowNs - lastGapNs < GAPS_ARE_LATE_NS ? BUSY_NS : QUIET_NS);
    }

    /// Fits a model to what is known now, after judging the last one.
    void fit(long nowNs) {
        judge(nowNs);
        overdueDone = reader.overdueFrame();
        fittedNs = nowNs;
        if (!clock.read(cycle) || !cycle.isReading) {
            return;
        }
        long readFrame = (long) cycle.readFrame;
        int waiting = Math.max(0, buffer.run(readFrame, window[0].length));
        PlayedHistory history = reader.history();
        // In a gap the model is of what was true before it; the callback goes on from what it made up.
        long heardEnd = waiting > 0 ? cycle.takenFrames : history.trueFrames();
        int heard = window[0].length - waiting;
        if (!history.read(heardEnd, heard, window, 0)) {
            return;
        }
        buffer.read(readFrame, waiting, window, heard);
        fit.fit(window, model);
        models.claim().copyFrom(model);
        models.publish();
        fittedFrame = readFrame + waiting;
        // A window that is not full yet says nothing about later ones.
        isJudged = waiting == 0 || heardEnd < heard;
    }

    /// Holds the frames after the last fit, if they have come, against what the model foretells.
    private void judge(long nowNs) {
        if (isJudged || buffer.run(fittedFrame, JUDGED_FRAMES) != JUDGED_FRAMES) {
            return;
        }
        isJudged = true;
        buffer.read(fittedFrame, JUDGED_FRAMES, truth, 0);
        double amplitude = Math.pow(10, prediction.errorDb(model, window, truth, JUDGED_FRAMES) / 20);
        // The first ones count alike, until the memory is full.
        double weight = Math.max(-Math.expm1(-(nowNs - judgedNs) / QUALITY_MEMORY_NS), 1.0 / ++judgements);
        error += Math.min(1, weight) * (amplitude - error);
        judgedNs = nowNs;
        delay.concealmentDb(20 * Math.log10(error));
    }
}
