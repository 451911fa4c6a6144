package tutti.engine.adapt;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import tutti.codecs.pcm.PcmCodec;
import tutti.engine.driver.DriverFormat;
import tutti.engine.os.WakeSignal;
import tutti.engine.receive.BufferTarget;
import tutti.engine.receive.ReceivePath;
import tutti.engine.receive.ReceiveStream;
import tutti.engine.send.SendMode;
import tutti.engine.wire.RtpFlyweight;
import tutti.engine.wire.SenderReport;
import tutti.engine.wire.TrackDescription;

/// A stereo track, a path with a bottleneck and losses, the real receiver, and the adaptation, as a closed loop in
/// simulated time.
///
/// Packets are as long on the model's wire as their mode makes them; what the receiver gets is L24 of as many frames,
/// since
/// it is the arrival that counts. The bottleneck is a queue that drops what does not fit (or a policer: the same
/// without
/// waiting).
final class PathModel {
    static final int SSRC = 77;
    private static final long MS = 1_000_000;
    private static final long TICK_NS = 100_000;
    private static final long WAY_NS = 10 * MS;
    private static final long REPORT_NS = 200 * MS;
    private static final int CHANNELS = 2;
    private static final int OVERHEAD_BYTES = 72;
    private static final DriverFormat FORMAT = Ladders.FORMAT;

    /// What happened: a mode and when it was chosen.
    record Chosen(double seconds, SendMode mode, String codec) {}

    final List<Chosen> chosen = new ArrayList<>();
    final List<String> sentences = new ArrayList<>();
    final PathAdaptation adaptation;

    private final Random random;
    private final ReceivePath path = new ReceivePath();
    private final ReceiveStream stream;
    private final byte[] buffer = new byte[RtpFlyweight.MAX_PACKET_BYTES];
    private final byte[] report = new byte[1200];
    private final float[][] out = new float[CHANNELS][64];

    private static final class Arrival {
        final long atNs;
        final byte[] packet;

        Arrival(long atNs, byte[] packet) {
            this.atNs = atNs;
            this.packet = packet;
        }
    }

    private record Feedback(long atNs, SenderReport report) {}

    private final Deque<Arrival> onTheWay = new ArrayDeque<>();
    private final Deque<Feedback> onTheWayBack = new ArrayDeque<>();

    /// The network.
    double rateBps = 100e6;

    double bufferMs = 100;
    boolean polices;
    double jitterMs = 0.3;
    double burstBegins;
    double burstGoesOn;

    private SendMode mode;
    private boolean inBurst;
    private double queuedBits;
    private double queuedAtNs;
    private long nowNs;
    private long nextPacketNs;
    private long nextCycleNs;
    private long nextReportNs = REPORT_NS;
    private long captureFrame;
    private long sentFrame;
    private int sequence = 1_000;

    PathModel(long seed, BufferTarget target, AdaptSettings settings) {
        random = new Random(seed);
        adaptation = new PathAdaptation("bob", List.of(Ladders.stereo("main", SSRC, PcmCodec.L24)), settings);
        mode = adaptation.modes().getFirst();
        stream = new ReceiveStream(
                new TrackDescription("main", CHANNELS, "L24", SSRC, 0),
                PcmCodec.L24,
                PcmCodec.set(),
                FORMAT,
                FORMAT,
                target,
                path.linkClock(),
                WakeSignal.none());
        path.streams(List.of(stream));
    }

    /// Losses in bursts of that mean length, independent for 1.
    PathModel losing(double share, double meanBurst) {
        burstGoesOn = 1 - 1 / meanBurst;
        burstBegins = share / (1 - share) / meanBurst;
        if (meanBurst == 1) {
            burstGoesOn = share;
            burstBegins = share;
        }
        return this;
    }

    PathModel carrying(double bitsPerSecond, double queueMs) {
        rateBps = bitsPerSecond;
        bufferMs = queueMs;
        return this;
    }

    double seconds() {
        return nowNs * 1e-9;
    }

    SendMode mode() {
        return mode;
    }

    int changesAfter(double seconds) {
        return (int) chosen.stream().filter(one -> one.seconds > seconds).count();
    }

    void run(double seconds) {
        long endNs = nowNs + Math.round(seconds * 1e9);
        while (nowNs < endNs) {
            nowNs += TICK_NS;
            while (nextPacketNs <= nowNs) {
                send();
            }
            while (!onTheWay.isEmpty() && onTheWay.getFirst().atNs <= nowNs) {
                Arrival arrival = onTheWay.removeFirst();
                path.onRtp(arrival.packet, 0, arrival.packet.length, arrival.atNs);
            }
            while (nextCycleNs <= nowNs) {
                stream.reader().pull(64, nextCycleNs, 1e9 / 48_000, captureFrame, out);
                captureFrame += 64;
                nextCycleNs = captureFrame * 1_000_000_000L / 48_000;
            }
            if (nextReportNs <= nowNs) {
                nextReportNs += REPORT_NS;
                SenderReport said = new SenderReport(1, nowNs, 0, 0, 0, path.reportBlocks(nowNs), path.health());
                int length = said.encode(report);
                onTheWayBack.add(new Feedback(
                        nowNs + WAY_NS, SenderReport.decode(report, 0, length).orElseThrow()));
            }
            while (!onTheWayBack.isEmpty() && onTheWayBack.getFirst().atNs <= nowNs) {
                hear(onTheWayBack.removeFirst().report);
            }
        }
    }

    private void hear(SenderReport said) {
        PathAdaptation.Outcome outcome = adaptation.onReport(said.blocks(), said.health(), nowNs);
        for (PathAdaptation.Change change : outcome.changes()) {
            mode = change.mode();
            chosen.add(new Chosen(
                    seconds(), mode, adaptation.tracks().get(change.track()).codec()));
        }
        sentences.addAll(outcome.sentences());
    }

    private void send() {
        int fixed = mode.codec().packetFrames(64, 48_000);
        int frames = fixed == 0 ? 64 : fixed;
        int payload =
                fixed == 0 ? frames * bytesPerFrame() : Ladders.OPUS.bitsPerSecond(mode.codec(), CHANNELS) / 400 / 8;
        double bits = 8.0 * (OVERHEAD_BYTES + payload * (1 + mode.copies()) + 4 * mode.copies());
        RtpFlyweight.writeHeader(buffer, PcmCodec.L24.payloadType(), sequence++, (int) sentFrame, SSRC, nextPacketNs);
        int length = RtpFlyweight.HEADER_BYTES + frames * CHANNELS * 3;
        long leavesNs = nextPacketNs + frames * 1_000_000_000L / 48_000;
        if (passesBottleneck(bits, (double) leavesNs) && !isLost()) {
            double waitNs = polices ? 0 : queuedBits / rateBps * 1e9;
            long atNs = leavesNs + WAY_NS + Math.round(waitNs - jitterMs * MS * Math.log(1 - random.nextDouble()));
            // Packets do not overtake each other.
            long orderedNs = onTheWay.isEmpty() ? atNs : Math.max(atNs, onTheWay.getLast().atNs);
            onTheWay.add(new Arrival(orderedNs, Arrays.copyOf(buffer, length)));
        }
        sentFrame += frames;
        nextPacketNs = sentFrame * 1_000_000_000L / 48_000;
    }

    private int bytesPerFrame() {
        return 1_200_000 / mode.codec().maxFrames(CHANNELS, 1_200_000);
    }

    private boolean passesBottleneck(double bits, double atNs) {
        queuedBits = Math.max(0, queuedBits - (atNs - queuedAtNs) * 1e-9 * rateBps);
        queuedAtNs = atNs;
        if (queuedBits + bits > bufferMs * 1e-3 * rateBps) {
            return false;
        }
        queuedBits += bits;
        return true;
    }

    private boolean isLost() {
        inBurst = random.nextDouble() < (inBurst ? burstGoesOn : burstBegins);
        return inBurst;
    }
}
