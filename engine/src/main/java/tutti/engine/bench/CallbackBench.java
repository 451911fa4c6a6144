package tutti.engine.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import tutti.codecs.AudioEncoder;
import tutti.codecs.pcm.PcmCodec;
import tutti.engine.agent.AgentRunner;
import tutti.engine.driver.CapturePort;
import tutti.engine.driver.DriverFormat;
import tutti.engine.driver.PlaybackPort;
import tutti.engine.mix.ChannelStrip;
import tutti.engine.mix.CycleTimer;
import tutti.engine.mix.MixBus;
import tutti.engine.mix.MixPlan;
import tutti.engine.mix.ProcessCycle;
import tutti.engine.mix.Route;
import tutti.engine.mix.TrackInput;
import tutti.engine.mix.TrackMeter;
import tutti.engine.os.ThreadPriority;
import tutti.engine.os.WakeSignal;
import tutti.engine.receive.BufferTarget;
import tutti.engine.receive.FitAgent;
import tutti.engine.receive.LinkClock;
import tutti.engine.receive.ReceiveStream;
import tutti.engine.ring.BlockPoller;
import tutti.engine.ring.BlockRing;
import tutti.engine.send.CaptureTap;
import tutti.engine.wire.RtpFlyweight;
import tutti.engine.wire.TrackDescription;

/// How long a callback takes with a number of stereo peers, each cycle begun on time as a driver does: capture into
/// the ring, an eventfd written, every stream pulled, mixed and played. Between cycles the thread sleeps, so caches
/// are as cold as in a real client.
///
/// Every period repeats, so that lost ones can be foretold, and the fit thread runs beside. Packets are decoded on
/// the same thread outside the measured stretch, so that the figure is the callback's alone.
final class CallbackBench {
    private static final DriverFormat FORMAT = new DriverFormat(48_000, 64);
    private static final int CHANNELS = 2;
    private static final long MAX_WAIT_NS = 10_000_000;
    private static final int WARM_UP_CYCLES = 20_000;
    private static final double WANTED_PERCENT = 15;
    private static final double WANTED_WITH_LOSS_PERCENT = 30;

    private final int numPeers;
    private final int numCycles;
    private final double lossShare;

    /// @param lossShare 0 to 1: packets that never arrive
    CallbackBench(int numPeers, int numCycles, double lossShare) {
        this.numPeers = numPeers;
        this.numCycles = numCycles;
        this.lossShare = lossShare;
    }

    List<Figure> run() throws InterruptedException {
        List<Figure> figures = new ArrayList<>();
        Thread thread = Thread.ofPlatform().name("tutti-bench").start(() -> figures.addAll(measure()));
        thread.join();
        return figures;
    }

    private List<Figure> measure() {
        ThreadPriority.raiseCurrentThread(ThreadPriority.CALLBACK);
        try (WakeSignal overdue = WakeSignal.create()) {
            FitAgent fits = new FitAgent(overdue, System::nanoTime, MAX_WAIT_NS);
            AgentRunner fitting = new AgentRunner(fits, ThreadPriority.CALLBACK - 2, (role, error) -> {}).start();
            try (fitting) {
                return measure(fits, overdue);
            }
        }
    }

    private List<Figure> measure(FitAgent fits, WakeSignal overdue) {
        Peer[] peers = new Peer[numPeers];
        int rateHz = FORMAT.sampleRateHz();
        MixBus monitor = new MixBus(null, FORMAT.periodFrames(), rateHz);
        List<MixPlan.PlannedStrip> strips = new ArrayList<>();
        for (int i = 0; i < numPeers; i++) {
            peers[i] = new Peer(i, overdue);
            TrackInput input = new TrackInput(
                    peers[i].stream.reader(),
                    new PlaybackPort[] {new MutePort(), new MutePort()},
                    new TrackMeter(),
                    FORMAT.periodFrames());
            MixPlan.PlannedSend toMonitor = new MixPlan.PlannedSend(new Route(monitor, rateHz, false), 1, 1);
            strips.add(new MixPlan.PlannedStrip(
                    input, new ChannelStrip(CHANNELS, rateHz), null, 0, 1, 1, List.of(toMonitor)));
        }
        fits.streams(Stream.of(peers).map(peer -> peer.stream).toList());
        ProcessCycle cycle = new ProcessCycle(System::nanoTime, new CycleTimer());
        BlockRing ring = new BlockRing(64, CHANNELS, FORMAT.periodFrames());
        try (WakeSignal wake = WakeSignal.create()) {
            CaptureTap tap = new CaptureTap(new CapturePort[] {new MutePort(), new MutePort()}, ring, wake);
            List<PlaybackPort> ports = List.of(new MutePort(), new MutePort());
            MixPlan.PlannedBus planned = new MixPlan.PlannedBus(monitor, ports, 1, 0, true);
            cycle.plan(new MixPlan(tap, strips, List.of(planned), FORMAT));
            SplittableRandom random = new SplittableRandom(1);
            BlockPoller poller = ring.newPoller();
            long[] durationsNs = new long[numCycles];
            long startNs = 0;
            for (int n = -WARM_UP_CYCLES; n < numCycles; n++) {
                boolean isPaced = n >= 0;
                if (n == 0) {
                    startNs = System.nanoTime();
                }
                if (isPaced) {
                    Due.await(startNs + n * FORMAT.periodNs());
                }
                long frame = (long) (n + WARM_UP_CYCLES) * FORMAT.periodFrames();
                long beganNs = System.nanoTime();
                cycle.process(FORMAT.periodFrames(), simulated(frame), frame);
                long tookNs = System.nanoTime() - beganNs;
                if (isPaced) {
                    durationsNs[n] = tookNs;
                }
                poller.poll(block -> {});
                for (Peer peer : peers) {
                    peer.send(frame, random.nextDouble() < lossShare);
                }
            }
            for (Peer peer : peers) {
                if (!peer.stream.reader().isPlaying()) {
                    throw new IllegalStateException("A stream was not playing, so the figures would mean nothing.");
                }
            }
            return figures(new Percentiles(durationsNs, numCycles));
        }
    }

    private static long simulated(long frame) {
        return frame * 1_000_000_000L / FORMAT.sampleRateHz();
    }

    private List<Figure> figures(Percentiles ns) {
        double periodNs = FORMAT.periodNs();
        String load =
                numPeers + " stereo peers" + (lossShare > 0 ? ", " + Math.round(100 * lossShare) + " % lost" : "");
        return List.of(
                Figure.told("callback, " + load + ": median", micros(ns.at(0.5))),
                Figure.told("callback, " + load + ": 99th percentile", micros(ns.at(0.99))),
                Figure.told("callback, " + load + ": 99.9th percentile", micros(ns.at(0.999))),
                Figure.told("callback, " + load + ": maximum of " + numCycles, micros(ns.at(1))),
                Figure.atMost(
                        "callback, " + load + ": 99.9th percentile of the period",
                        100 * ns.at(0.999) / periodNs,
                        lossShare > 0 ? WANTED_WITH_LOSS_PERCENT : WANTED_PERCENT,
                        "%"));
    }

    private static String micros(double ns) {
        return Math.round(ns / 100) / 10.0 + " us";
    }

    /// A sender without a network: encodes a period and hands it to its stream.
    private static final class Peer {
        private final AudioEncoder encoder = PcmCodec.L24.newEncoder(CHANNELS, FORMAT.sampleRateHz(), 1);
        private final float[][] planar = new float[CHANNELS][FORMAT.periodFrames()];
        private final byte[] packet = new byte[RtpFlyweight.MAX_PACKET_BYTES];
        private final RtpFlyweight rtp = new RtpFlyweight();
        private final ReceiveStream stream;
        private final int ssrc;
        private int sequence;

        Peer(int index, WakeSignal overdue) {
            ssrc = index;
            stream = new ReceiveStream(
                    new TrackDescription("main", CHANNELS, PcmCodec.L24.name(), ssrc, 0),
                    PcmCodec.L24,
                    PcmCodec.set(),
                    FORMAT,
                    FORMAT,
                    BufferTarget.AUTO,
                    new LinkClock(),
                    overdue);
            SplittableRandom random = new SplittableRandom(index);
            for (float[] channel : planar) {
                for (int i = 0; i < channel.length; i++) {
                    channel[i] = (float) random.nextDouble(-0.5, 0.5);
                }
            }
        }

        void send(long frame, boolean isLost) {
            sequence++;
            if (isLost) {
                return;
            }
            RtpFlyweight.writeHeader(packet, PcmCodec.L24.payloadType(), sequence, (int) frame, ssrc, simulated(frame));
            int bytes = encoder.encode(planar, 0, FORMAT.periodFrames(), packet, RtpFlyweight.HEADER_BYTES);
            if (rtp.wrap(packet, 0, RtpFlyweight.HEADER_BYTES + bytes)) {
                stream.onRtp(rtp, simulated(frame) + 100_000);
            }
        }
    }
}
