package tutti.engine.receive;

import tutti.codecs.AudioCodec;
import tutti.codecs.AudioDecoder;
import tutti.codecs.CodecSet;
import tutti.codecs.conceal.BurgConcealer;
import tutti.codecs.conceal.BurgFit;
import tutti.codecs.conceal.ModelExchange;
import tutti.engine.driver.DriverFormat;
import tutti.engine.os.WakeSignal;
import tutti.engine.wire.RtpFlyweight;
import tutti.engine.wire.SequenceUnwrapper;
import tutti.engine.wire.StreamHealth;
import tutti.engine.wire.TrackDescription;

/// One remote track from packet to timeline: the link thread's end. Its other end, [#reader], belongs to the
/// callback.
///
/// ```
/// RTP -> unwrap -> DecodeStage -> JitterBuffer ==> StreamReader
///              \-> PlayoutDelay (when?) ----------^
/// ```
public final class ReceiveStream {
    /// The timeline holds this much, in seconds: more than the longest buffer setting.
    private static final double TIMELINE_SECONDS = 0.6;

    /// Weight of one packet in the averages of the latency, about a second's worth at 750 packets a second.
    private static final double SMOOTHING = 1 / 512.0;

    /// What [SequenceUnwrapper] puts before the first number; RFC 3550 counts the turns from 0.
    private static final long FIRST_CYCLE = 1L << 16;

    private final TrackDescription track;
    private final AudioCodec codec;
    private final DriverFormat remote;
    private final int localRateHz;
    private final int lookaheadFrames;
    private final DecodeStage decode;
    private final JitterBuffer buffer;
    private final PlayoutClock clock = new PlayoutClock();
    private final PlayoutClock.Reading cycle = new PlayoutClock.Reading();
    private final PlayoutDelay delay;
    private final StreamReader reader;
    private final ModelFitter fitter;
    private final LinkClock linkClock;
    private final HealthMeter health = new HealthMeter();

    private final SequenceUnwrapper sequences = new SequenceUnwrapper(16);
    private final SequenceUnwrapper timestamps = new SequenceUnwrapper(32);
    private long firstSequence = -1;
    private long highestSequence = -1;
    private long receivedPackets;
    private long latePackets;
    private long repairedPackets;
    private long malformedPackets;
    private double jitterFrames;
    private double lastTransitFrames = Double.NaN;
    private volatile double bufferNs = StreamLatency.UNKNOWN;
    private volatile double totalNs = StreamLatency.UNKNOWN;

    /// Touched by the send thread alone.
    private long reportedLost;

    private long reportedReceived;

    /// What other threads see. Written in this order and read in the reverse one, so that a packet that has come is
    /// never taken for a lost one; for a moment a lost one may be taken for one that has come.
    private volatile long publishedPackets;

    private volatile long publishedExpected;
    private volatile long publishedHighest;

    /// @param codec the codec that the sender begins with
    /// @param codecs all that it may change to
    /// @param local our driver's format
    /// @param remote the sender's
    /// @param overdueSignal see [StreamReader]
    public ReceiveStream(
            TrackDescription track,
            AudioCodec codec,
            CodecSet codecs,
            DriverFormat remote,
            DriverFormat local,
            BufferTarget target,
            LinkClock linkClock,
            WakeSignal overdueSignal) {
        this.track = track;
        this.codec = codec;
        this.remote = remote;
        this.localRateHz = local.sampleRateHz();
        this.lookaheadFrames = codec.lookaheadFrames(remote.sampleRateHz());
        this.linkClock = linkClock;
        int rateHz = remote.sampleRateHz();
        buffer = new JitterBuffer(track.channels(), (int) (rateHz * TIMELINE_SECONDS));
        decode = new DecodeStage(codecs, track.channels(), remote, buffer, false);
        delay = new PlayoutDelay(target, remote, local.sampleRateHz());
        ModelExchange models = new ModelExchange(BurgFit.DEFAULT_ORDER);
        reader = new StreamReader(
                buffer,
                delay,
                clock,
                new BurgConcealer(track.channels(), rateHz, models),
                rateHz,
                local.sampleRateHz(),
                local.periodFrames(),
                overdueSignal);
        fitter = new ModelFitter(track.channels(), buffer, clock, reader, delay, models);
    }

    /// Releases the decoders; packets that still come are not taken. Idempotent. Thread: any.
    public void close() {
        decode.close();
    }

    /// Takes one authenticated packet of this stream. Thread: the link thread. RT-safe: no.
    public void onRtp(RtpFlyweight rtp, long arrivalNs) {
        take(rtp, arrivalNs);
        publishedPackets = receivedPackets;
        publishedExpected = highestSequence - firstSequence + 1;
        publishedHighest = highestSequence - FIRST_CYCLE;
    }

    private void take(RtpFlyweight rtp, long arrivalNs) {
        receivedPackets++;
        long sequence = sequences.unwrap(rtp.sequence());
        firstSequence = firstSequence < 0 ? sequence : Math.min(firstSequence, sequence);
        highestSequence = Math.max(highestSequence, sequence);
        health.onPacket(sequence, arrivalNs);
        long firstFrame = timestamps.unwrap(rtp.timestamp());
        int numFrames = decode.take(rtp, firstFrame);
        if (numFrames == AudioDecoder.MALFORMED) {
            malformedPackets++;
            return;
        }
        if (decode.wasLate()) {
            latePackets++;
        }
        for (int repair = 0; repair < decode.repairs(); repair++) {
            repairedPackets += decode.repairFrames(repair) > 0 ? 1 : 0;
            delay.onRepair(decode.repairFirstFrame(repair), arrivalNs, clock);
        }
        measureHealth(rtp, firstFrame, numFrames, arrivalNs);
        measureJitter(firstFrame, arrivalNs);
        measureLatency(rtp, firstFrame, arrivalNs);
        delay.onPacket(firstFrame, numFrames, arrivalNs, clock);
    }

    /// A packet leaves when its last frame has been captured, and what the codec looks ahead: so its delay does not
    /// change with its length.
    private void measureHealth(RtpFlyweight rtp, long firstFrame, int numFrames, long arrivalNs) {
        double nsPerFrame = 1e9 / remote.sampleRateHz();
        long lengthFrames = (long) numFrames + lookaheadFrames;
        long capturedNs = rtp.hasCaptureTime()
                ? rtp.captureTimeNs() + Math.round(lengthFrames * nsPerFrame)
                : Math.round((firstFrame + lengthFrames) * nsPerFrame);
        health.onSound(numFrames, capturedNs, arrivalNs);
    }

    /// RFC 3550 section 6.4.1: `J += (|D| - J) / 16`, D the change of the transit time, in frames.
    private void measureJitter(long firstFrame, long arrivalNs) {
        double transitFrames = arrivalNs * 1e-9 * remote.sampleRateHz() - firstFrame;
        if (!Double.isNaN(lastTransitFrames)) {
            jitterFrames += (Math.abs(transitFrames - lastTransitFrames) - jitterFrames) / 16;
        }
        lastTransitFrames = transitFrames;
    }

    private void measureLatency(RtpFlyweight rtp, long firstFrame, long arrivalNs) {
        if (!clock.read(cycle) || !cycle.isReading) {
            return;
        }
        double playedAtNs = cycle.readAtNs((double) firstFrame);
        long clockOffsetNs = linkClock.offsetNs();
        boolean tellsTotal = rtp.hasCaptureTime() && clockOffsetNs != LinkClock.UNKNOWN;
        // Both averages begin with one packet, or what only the older one has seen would be taken for their difference.
        boolean beginsTotal = tellsTotal && totalNs == StreamLatency.UNKNOWN;
        bufferNs = smooth(beginsTotal ? StreamLatency.UNKNOWN : bufferNs, playedAtNs - arrivalNs);
        if (tellsTotal) {
            totalNs = smooth(totalNs, playedAtNs - (rtp.captureTimeNs() - clockOffsetNs));
        }
    }

    private static double smooth(double average, double value) {
        return average == StreamLatency.UNKNOWN ? value : average + SMOOTHING * (value - average);
    }

    /// Where this stream's time goes.
    ///
    /// @param playbackLatencyFrames what our driver reports for the port that plays it
    public StreamLatency latency(DriverFormat local, int playbackLatencyFrames) {
        double captureNs = track.captureLatencyFrames() * 1e9 / remote.sampleRateHz();
        double resamplerNs = reader.resamplerDelayFrames() * 1e9 / remote.sampleRateHz();
        double playbackNs = playbackLatencyFrames * 1e9 / local.sampleRateHz();
        long roundTripNs = linkClock.leastRoundTripNs();
        double networkNs = roundTripNs == LinkClock.UNKNOWN ? StreamLatency.UNKNOWN : roundTripNs / 2.0;
        boolean known = totalNs != StreamLatency.UNKNOWN && networkNs >= 0;
        return new StreamLatency(
                captureNs,
                known ? Math.max(0, totalNs - networkNs - bufferNs) : StreamLatency.UNKNOWN,
                networkNs,
                bufferNs,
                resamplerNs,
                playbackNs,
                known ? totalNs + resamplerNs : StreamLatency.UNKNOWN);
    }

    /// The fit thread's end.
    ModelFitter fitter() {
        return fitter;
    }

    /// The callback's end. Thread: any.
    public StreamReader reader() {
        return reader;
    }

    /// What the sender said of it. Thread: any.
    public TrackDescription track() {
        return track;
    }

    /// What was counted so far. Thread: any; the counts of the link thread may be one packet old.
    public StreamCounters counters() {
        long highest = publishedHighest;
        long expected = publishedExpected;
        long received = publishedPackets;
        return new StreamCounters(
                received,
                latePackets,
                Math.max(0, expected - received),
                repairedPackets,
                malformedPackets,
                reader.playedFrames(),
                reader.concealedFrames(),
                reader.gaps(),
                jitterFrames,
                highest);
    }

    /// Share of packets lost since the last call, in 1/256 (RFC 3550 A.3). Thread: the send thread.
    int fractionLostSinceLastReport() {
        StreamCounters now = counters();
        long lost = now.lostPackets() - reportedLost;
        long expected = now.receivedPackets() - reportedReceived + lost;
        reportedLost = now.lostPackets();
        reportedReceived = now.receivedPackets();
        return expected <= 0 || lost <= 0 ? 0 : (int) Math.min(255, 256 * lost / expected);
    }

    /// How the stream arrives, for the sender to adapt to. Thread: the send thread.
    StreamHealth health() {
        double framesPerLocal = (double) remote.sampleRateHz() / localRateHz;
        return health.report(
                track.ssrc(), delay.keptFrames(), reader.concealedFrames(), reader.playedFrames() * framesPerLocal);
    }

    /// The delay kept beyond the usual earliest arrival, in the sender's frames. Thread: any.
    public long targetFrames() {
        return delay.keptFrames();
    }

    /// Asks for another delay. Thread: any.
    public void bufferTarget(BufferTarget target) {
        delay.target(target);
    }

    /// By how many millionths the sender's clock runs faster than ours; 0 on one clock. Thread: any.
    public double driftPpm() {
        return delay.driftPpm();
    }

    /// How well concealment has been doing, see [PlayoutDelay]. Thread: any.
    public double concealmentDb() {
        return delay.concealmentDb();
    }

    /// How often the play-out delay was changed while playing. Thread: any.
    public long delayMoves() {
        return delay.moves();
    }

    /// How it is encoded. Thread: any.
    public AudioCodec codec() {
        return codec;
    }

    /// The sender's driver. Thread: any.
    public DriverFormat remote() {
        return remote;
    }
}
