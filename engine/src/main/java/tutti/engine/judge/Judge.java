package tutti.engine.judge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Compares what was heard with what was played, on one clock: frame 0 of both is the same moment.
///
/// - The *lag* is found once by correlation over the whole take. Each window of 100 ms is then looked for within 50
///   ms around the lag of the one before; tonal music matches at many lags, so the lag moves only for a match above
///   0.8 that is better by 0.01 than where it is. After a second in which nothing was recognised, the sound is looked
///   for at every lag again.
/// - A path that resamples delays by a fraction of a frame: each window's *place* is where the error is least, in
///   sixteenths of a frame, next to its lag.
/// - Each block of 10 ms is held against the places of its own window and of its two neighbours, and the least error
///   counts. It is damaged if that error is above -20 dB of the sound in it. Blocks softer than -80 dB of the whole
///   sound are not judged.
///
/// Takes about half a second for a minute. Thread: one.
public final class Judge {
    private static final int WINDOWS_PER_SECOND = 10;
    private static final int BLOCKS_PER_WINDOW = 10;
    private static final int STEPS = FractionalDelay.STEPS;
    private static final int MARGIN = FractionalDelay.MARGIN_FRAMES;
    private static final double REACH_SECONDS = 0.05;

    /// -20 dB.
    private static final double DAMAGED = 0.01;

    /// -80 dB of the whole sound.
    private static final double SOFT = 1e-8;

    private static final double RECOGNISED = 0.8;
    private static final double CLEARLY_BETTER = 0.01;
    private static final double DOUBTFUL = 0.95;

    /// A lag may slide by as much from one window to the next.
    private static final int SLIDE_FRAMES = 32;

    /// Less than this at the best lag of all is another sound.
    private static final double UNLIKE = 0.3;

    private static final int SEARCH_STRETCHES = 12;
    private static final int LOST_WINDOWS = 10;

    /// How far a place may be from its lag, in sixteenths of a frame.
    private static final int MAX_STRAY_STEPS = 16 * STEPS;

    private static final int FIRST_STEP = 8;

    private final Sound played;
    private final Sound heard;
    private final int windowFrames;
    private final int blockFrames;
    private final int reachFrames;
    private final int maxLagFrames;
    private final FractionalDelay delay = new FractionalDelay();

    private final Stretch window;
    private final Stretch around;
    private final float[] delayed;
    private final Correlation near;
    private double floor;

    /// @param played what went in
    /// @param heard what came out; as many channels
    /// @param rateHz of both
    /// @param maxLagFrames lags from 0 to below this are looked for at the beginning
    public Judge(Sound played, Sound heard, int rateHz, int maxLagFrames) {
        this.played = played;
        this.heard = heard;
        this.maxLagFrames = maxLagFrames;
        windowFrames = rateHz / WINDOWS_PER_SECOND;
        blockFrames = windowFrames / BLOCKS_PER_WINDOW;
        reachFrames = (int) (rateHz * REACH_SECONDS);
        window = new Stretch(played, windowFrames + 2 * MARGIN);
        around = new Stretch(heard, windowFrames + 2 * reachFrames);
        delayed = new float[windowFrames];
        near = new Correlation(windowFrames + 2 * reachFrames);
    }

    /// The lag at which the sound is heard best over a whole take. Empty if it is heard nowhere.
    ///
    /// @param fromFrame first frame of the sound played that counts
    /// @param toFrame the frame after the last one
    public OptionalInt findLag(long fromFrame, long toFrame) {
        int stretchFrames = (int) Math.min(Math.max(windowFrames, maxLagFrames), toFrame - fromFrame);
        if (stretchFrames < windowFrames) {
            return OptionalInt.empty();
        }
        int numStretches = (int) Math.min(SEARCH_STRETCHES, (toFrame - fromFrame) / stretchFrames);
        long strideFrames = (toFrame - fromFrame) / numStretches;
        long[] starts = new long[numStretches];
        Arrays.setAll(starts, i -> fromFrame + i * strideFrames);
        OptionalInt lag = search(starts, stretchFrames, UNLIKE);
        for (int i = 0; i < numStretches && lag.isEmpty(); i++) {
            // A latency that moves much is nowhere long: then the first stretch counts in which the sound is whole.
            lag = search(new long[] {starts[i]}, stretchFrames, RECOGNISED);
        }
        return lag;
    }

    /// Judges a take. Empty if nothing was heard, or something else.
    ///
    /// @param fromFrame first frame of the sound played that counts
    /// @param toFrame the frame after the last one
    public Optional<Hearing> judge(long fromFrame, long toFrame) {
        OptionalInt first = findLag(fromFrame, toFrame);
        if (first.isEmpty()) {
            return Optional.empty();
        }
        floor = SOFT * meanSquare(fromFrame, toFrame);
        Course course = new Course(fromFrame, (int) Math.ceilDiv(toFrame - fromFrame - windowFrames, windowFrames));
        follow(course, lagAtFirst(fromFrame, toFrame).orElse(first.getAsInt()));
        return course.numWindows == 0 ? Optional.empty() : Optional.of(new Count(course).hearing());
    }

    /// The lag of the first second, if the sound is whole there: over the whole take a lag in between may win that is
    /// nowhere the best.
    private OptionalInt lagAtFirst(long fromFrame, long toFrame) {
        int firstFrames = WINDOWS_PER_SECOND * windowFrames;
        return toFrame - fromFrame < firstFrames
                ? OptionalInt.empty()
                : search(new long[] {fromFrame}, firstFrames, RECOGNISED);
    }

    private double meanSquare(long fromFrame, long toFrame) {
        double sum = 0;
        for (long at = fromFrame; at < toFrame; at += windowFrames) {
            window.read(at);
            sum += window.energy(0, (int) Math.min(windowFrames, toFrame - at));
        }
        return sum / ((toFrame - fromFrame) * window.numChannels());
    }

    /// What is known of each window after the first pass.
    private final class Course {
        final long fromFrame;
        final int numWindows;
        final int[] lags;
        final int[] places;
        final boolean[] isHeard;

        Course(long fromFrame, int numWindows) {
            this.fromFrame = fromFrame;
            this.numWindows = Math.max(0, numWindows);
            lags = new int[this.numWindows];
            places = new int[this.numWindows];
            isHeard = new boolean[this.numWindows];
        }

        long startFrame(int index) {
            return fromFrame + (long) index * windowFrames;
        }
    }

    private void follow(Course course, int firstLag) {
        int lag = firstLag;
        int place = firstLag * STEPS;
        int lost = 0;
        for (int index = 0; index < course.numWindows; index++) {
            load(course.startFrame(index), lag);
            double energy = window.energy(MARGIN, windowFrames);
            boolean isLoud = energy > 100 * floor * windowFrames * window.numChannels();
            double match = match(energy, lag);
            if (isLoud && match < 1 - CLEARLY_BETTER) {
                int other = nearestBest(lag);
                double there = match(energy, other);
                if (Math.abs(other - lag) > SLIDE_FRAMES) {
                    // Noise half a frame off is hardly alike at any whole lag.
                    match = Math.max(match, matchAt(placeNear(lag, place)));
                }
                boolean isBetter = there > RECOGNISED && there > match + CLEARLY_BETTER;
                if (isBetter && !isPassing(course, index, other)) {
                    lag = other;
                    match = there;
                }
                load(course.startFrame(index), lag);
            }
            course.isHeard[index] = match > RECOGNISED;
            if (course.isHeard[index]) {
                place = placeNear(lag, place);
            }
            lost = isLoud && match <= DOUBTFUL ? lost + 1 : 0;
            if (lost == LOST_WINDOWS) {
                lost = 0;
                long since = course.startFrame(index + 1 - LOST_WINDOWS);
                double leastMatch = Math.max(RECOGNISED, match + CLEARLY_BETTER);
                lag = search(new long[] {since}, LOST_WINDOWS * windowFrames, leastMatch)
                        .orElse(lag);
            }
            course.lags[index] = lag;
            course.places[index] = place;
        }
    }

    /// Whether the next window is somewhere else again: in a window in which the latency moves, tonal music may match
    /// best at a lag that is neither the old nor the new one.
    private boolean isPassing(Course course, int index, int lag) {
        if (index + 1 >= course.numWindows) {
            return false;
        }
        load(course.startFrame(index + 1), lag);
        double energy = window.energy(MARGIN, windowFrames);
        double match = match(energy, lag);
        if (energy == 0 || match >= 1 - CLEARLY_BETTER) {
            return false;
        }
        int other = nearestBest(lag);
        return Math.abs(other - lag) > SLIDE_FRAMES && match(energy, other) > match + CLEARLY_BETTER;
    }

    /// Reads a window and what was heard around its lag.
    private void load(long startFrame, int lag) {
        window.read(startFrame - MARGIN);
        around.read(startFrame + lag - reachFrames);
    }

    /// How alike the window and what was heard a lag later are: 1 = the same but for its loudness.
    private double match(double energy, int lag) {
        int at = around.indexOf(window.firstFrame() + MARGIN + lag);
        double there = around.energy(at, windowFrames);
        return window.dot(MARGIN, around, at, windowFrames) / (Math.sqrt(energy * there) + 1e-20);
    }

    /// The same with the window delayed to a place.
    private double matchAt(int place) {
        int lag = Math.floorDiv(place, STEPS);
        int at = around.indexOf(window.firstFrame() + MARGIN + lag);
        double product = 0;
        double energy = 0;
        for (int channel = 0; channel < window.numChannels(); channel++) {
            delay.apply(place - lag * STEPS, window.channel(channel), delayed, windowFrames);
            float[] there = around.channel(channel);
            for (int i = 0; i < windowFrames; i++) {
                product += (double) delayed[i] * there[at + i];
                energy += (double) delayed[i] * delayed[i];
            }
        }
        return product / (Math.sqrt(energy * around.energy(at, windowFrames)) + 1e-20);
    }

    private int nearestBest(int lag) {
        int skipped = Math.max(0, reachFrames - lag);
        near.clear();
        for (int channel = 0; channel < window.numChannels(); channel++) {
            float[] sound = Arrays.copyOfRange(window.channel(channel), MARGIN, MARGIN + windowFrames);
            float[] there = Arrays.copyOfRange(around.channel(channel), skipped, around.numFrames());
            near.add(sound, windowFrames, there, there.length);
        }
        return lag - reachFrames + skipped + near.best(2 * reachFrames - skipped);
    }

    /// The best lag of several stretches together.
    private OptionalInt search(long[] starts, int stretchFrames, double leastMatch) {
        Stretch sound = new Stretch(played, stretchFrames);
        Stretch there = new Stretch(heard, stretchFrames + maxLagFrames);
        Correlation correlation = new Correlation(stretchFrames + maxLagFrames);
        for (long start : starts) {
            sound.read(start);
            there.read(start);
            for (int channel = 0; channel < sound.numChannels(); channel++) {
                correlation.add(sound.channel(channel), stretchFrames, there.channel(channel), there.numFrames());
            }
        }
        int lag = correlation.best(maxLagFrames);
        double product = 0;
        double energy = 0;
        double energyThere = 0;
        for (long start : starts) {
            sound.read(start);
            there.read(start);
            product += sound.dot(0, there, lag, stretchFrames);
            energy += sound.energy(0, stretchFrames);
            energyThere += there.energy(lag, stretchFrames);
        }
        boolean isHeard = product > leastMatch * Math.sqrt(energy * energyThere) && product > 0;
        return isHeard ? OptionalInt.of(lag) : OptionalInt.empty();
    }

    /// The place next to a lag where the window's error is least, looked for downhill from the place before.
    private int placeNear(int lag, int placeBefore) {
        int lagPlace = lag * STEPS;
        int place = Math.abs(placeBefore - lagPlace) <= STEPS ? placeBefore : lagPlace;
        double error = error(place);
        boolean isAtRest =
                error == 0 || (error <= errorWithin(place - 1, lagPlace) && error <= errorWithin(place + 1, lagPlace));
        if (isAtRest) {
            return place;
        }
        for (int step = FIRST_STEP; step > 0; step /= 2) {
            boolean moved = true;
            while (moved) {
                moved = false;
                for (int candidate : new int[] {place - step, place + step}) {
                    double there = errorWithin(candidate, lagPlace);
                    if (there < error) {
                        error = there;
                        place = candidate;
                        moved = true;
                    }
                }
            }
        }
        return place;
    }

    private double errorWithin(int place, int lagPlace) {
        return place >= 0 && Math.abs(place - lagPlace) <= MAX_STRAY_STEPS ? error(place) : Double.MAX_VALUE;
    }

    /// Energy of what was heard less the window as delayed to a place.
    private double error(int place) {
        int lag = Math.floorDiv(place, STEPS);
        int at = around.indexOf(window.firstFrame() + MARGIN + lag);
        double sum = 0;
        for (int channel = 0; channel < window.numChannels(); channel++) {
            delay.apply(place - lag * STEPS, window.channel(channel), delayed, windowFrames);
            sum += difference(around.channel(channel), at, 0, windowFrames);
        }
        return sum;
    }

    private double difference(float[] there, int at, int from, int count) {
        double sum = 0;
        for (int i = from; i < from + count; i++) {
            float difference = there[at + i] - delayed[i];
            sum += (double) difference * difference;
        }
        return sum;
    }

    /// The second pass: every block against the places in question.
    private final class Count {
        private final Course course;
        private final List<Hearing.Window> windows = new ArrayList<>();
        private int blocks;
        private int damaged;
        private int inexact;
        private int dropouts;
        private boolean isInDropout;
        private double error;
        private double energy;

        Count(Course course) {
            this.course = course;
            for (int index = 0; index < course.numWindows; index++) {
                count(index);
            }
        }

        private void count(int index) {
            int[] tried = {
                course.places[index],
                course.places[Math.max(0, index - 1)],
                course.places[Math.min(course.numWindows - 1, index + 1)]
            };
            double[] least = new double[BLOCKS_PER_WINDOW];
            Arrays.fill(least, Double.MAX_VALUE);
            window.read(course.startFrame(index) - MARGIN);
            for (int i = 0; i < tried.length; i++) {
                if (i == 0 || (tried[i] != tried[0] && (i == 1 || tried[i] != tried[1]))) {
                    compare(course.startFrame(index), tried[i], least);
                }
            }
            int blocksBefore = blocks;
            int damagedBefore = damaged;
            for (int block = 0; block < BLOCKS_PER_WINDOW; block++) {
                double sound = window.energy(MARGIN + block * blockFrames, blockFrames);
                error += least[block];
                energy += sound;
                if (sound >= floor * blockFrames * window.numChannels() && sound > 0) {
                    count(least[block], sound);
                }
            }
            windows.add(new Hearing.Window(
                    course.startFrame(index),
                    (double) course.places[index] / STEPS,
                    course.isHeard[index],
                    blocks - blocksBefore,
                    damaged - damagedBefore));
        }

        private void compare(long startFrame, int place, double[] least) {
            int lag = Math.floorDiv(place, STEPS);
            around.read(startFrame + lag);
            double[] sums = new double[BLOCKS_PER_WINDOW];
            for (int channel = 0; channel < window.numChannels(); channel++) {
                delay.apply(place - lag * STEPS, window.channel(channel), delayed, windowFrames);
                for (int block = 0; block < BLOCKS_PER_WINDOW; block++) {
                    sums[block] += difference(around.channel(channel), 0, block * blockFrames, blockFrames);
                }
            }
            for (int block = 0; block < BLOCKS_PER_WINDOW; block++) {
                least[block] = Math.min(least[block], sums[block]);
            }
        }

        private void count(double blockError, double sound) {
            blocks++;
            inexact += blockError > 0 ? 1 : 0;
            boolean isDamaged = blockError > DAMAGED * sound;
            damaged += isDamaged ? 1 : 0;
            dropouts += isDamaged && !isInDropout ? 1 : 0;
            isInDropout = isDamaged;
        }

        Hearing hearing() {
            int moves = 0;
            for (int i = 1; i < course.numWindows; i++) {
                moves += course.lags[i] != course.lags[i - 1] ? 1 : 0;
            }
            int[] sorted = course.places.clone();
            Arrays.sort(sorted);
            Verdict verdict = new Verdict(
                    (double) sorted[sorted.length / 2] / STEPS,
                    (double) sorted[0] / STEPS,
                    (double) sorted[sorted.length - 1] / STEPS,
                    (double) course.places[sorted.length - 1] / STEPS,
                    moves,
                    blocks,
                    damaged,
                    inexact,
                    dropouts,
                    10 * Math.log10((error + 1e-20) / (energy + 1e-20)));
            return new Hearing(verdict, windows);
        }
    }
}
