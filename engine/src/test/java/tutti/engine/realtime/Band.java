package tutti.engine.realtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tutti.codecs.AudioEncoder;
import tutti.codecs.pcm.PcmCodec;
import tutti.engine.driver.CapturePort;
import tutti.engine.driver.DriverFormat;
import tutti.engine.driver.PlaybackPort;
import tutti.engine.fake.FakePort;
import tutti.engine.mix.CycleTimer;
import tutti.engine.mix.PlainMix;
import tutti.engine.mix.ProcessCycle;
import tutti.engine.mix.TrackInput;
import tutti.engine.mix.TrackMeter;
import tutti.engine.os.WakeSignal;
import tutti.engine.receive.BufferTarget;
import tutti.engine.receive.LinkClock;
import tutti.engine.receive.ReceiveStream;
import tutti.engine.ring.BlockPoller;
import tutti.engine.ring.BlockRing;
import tutti.engine.send.CaptureTap;
import tutti.engine.wire.RtpFlyweight;
import tutti.engine.wire.TrackDescription;

/// The whole work of a callback with many stereo peers, on a clock of its own: what arrives is fed between the
/// cycles, losses and delays included.
public final class Band {
    static final DriverFormat FORMAT = new DriverFormat(48_000, 64);
    private static final double AMPLITUDE = 0.25;

    final ProcessCycle cycle;
    final CycleTimer timer = new CycleTimer();
    final BlockRing ring = new BlockRing(64, 2, FORMAT.periodFrames());
    final List<Peer> peers = new ArrayList<>();
    private final BlockPoller poller = ring.newPoller();
    private final WakeSignal wake = WakeSignal.create();
    private long cycles;

    /// One remote player.
    static final class Peer {
        final ReceiveStream stream;
        final FakePort[] ports = {new FakePort("peer/main_1"), new FakePort("peer/main_2")};
        private final DriverFormat remote;
        private final double lossShare;
        private final double delayedShare;
        private final Random random;
        private final RtpFlyweight rtp = new RtpFlyweight();
        private final byte[] packet = new byte[RtpFlyweight.MAX_PACKET_BYTES];
        private final byte[] delayed = new byte[RtpFlyweight.MAX_PACKET_BYTES];
        private final float[][] sound = new float[2][];
        private final AudioEncoder encoder;
        private int delayedBytes;
        private long delayedUntilNs;
        private long sent;

        Peer(int rateHz, double lossShare, double delayedShare, long seed) {
            remote = new DriverFormat(rateHz, 64);
            this.lossShare = lossShare;
            this.delayedShare = delayedShare;
            random = new Random(seed);
            encoder = PcmCodec.L24.newEncoder(2, rateHz, seed);
            TrackDescription track = new TrackDescription("main", 2, "L24", 1, 0);
            stream = new ReceiveStream(
                    track,
                    PcmCodec.L24,
                    PcmCodec.set(),
                    remote,
                    FORMAT,
                    BufferTarget.AUTO,
                    new LinkClock(),
                    WakeSignal.none());
            for (int channel = 0; channel < 2; channel++) {
                sound[channel] = new float[64];
                for (int i = 0; i < 64; i++) {
                    sound[channel][i] = (float) (AMPLITUDE * Math.sin(2 * Math.PI * (i + 16 * channel) / 64));
                }
            }
        }

        /// Hands in what arrives before `nowNs`.
        void feed(long nowNs) {
            if (delayedBytes > 0 && nowNs >= delayedUntilNs) {
                receive(delayed, delayedBytes, delayedUntilNs);
                delayedBytes = 0;
            }
            while (sent * 64 * 1e9 / remote.sampleRateHz() < nowNs) {
                RtpFlyweight.writeHeader(
                        packet, PcmCodec.L24.payloadType(), (int) sent, (int) (sent * 64), 1, sent * remote.periodNs());
                int payload = encoder.encode(sound, 0, 64, packet, RtpFlyweight.HEADER_BYTES);
                int length = RtpFlyweight.HEADER_BYTES + payload;
                sent++;
                double fate = random.nextDouble();
                if (fate < lossShare) {
                    continue;
                }
                if (fate < lossShare + delayedShare && delayedBytes == 0) {
                    System.arraycopy(packet, 0, delayed, 0, length);
                    delayedBytes = length;
                    delayedUntilNs = nowNs + (long) (random.nextDouble() * 20e6);
                } else {
                    receive(packet, length, nowNs);
                }
            }
        }

        private void receive(byte[] bytes, int numBytes, long arrivalNs) {
            if (!rtp.wrap(bytes, 0, numBytes)) {
                throw new IllegalStateException("This is a packet.");
            }
            stream.onRtp(rtp, arrivalNs);
        }
    }

    /// @param numPeers how many, all at our sample rate
    /// @param otherRateHz rate of one more peer, 0 for none
    /// @param lossShare of the packets
    /// @param delayedShare of the packets, each by up to 20 ms
    public Band(int numPeers, int otherRateHz, double lossShare, double delayedShare) {
        cycle = new ProcessCycle(System::nanoTime, timer);
        for (int i = 0; i < numPeers; i++) {
            peers.add(new Peer(48_000, lossShare, delayedShare, i));
        }
        if (otherRateHz > 0) {
            peers.add(new Peer(otherRateHz, lossShare, delayedShare, 99));
        }
        CapturePort[] capture = {
            new FakePort("send_main_1").filledWith(0.1f), new FakePort("send_main_2").filledWith(-0.1f)
        };
        List<TrackInput> inputs = peers.stream()
                .map(peer -> new TrackInput(
                        peer.stream.reader(),
                        new PlaybackPort[] {peer.ports[0], peer.ports[1]},
                        new TrackMeter(),
                        FORMAT.periodFrames()))
                .toList();
        List<PlaybackPort> monitor = List.of(new FakePort("monitor_1"), new FakePort("monitor_2"));
        cycle.plan(PlainMix.of(new CaptureTap(capture, ring, wake), inputs, monitor, FORMAT));
    }

    /// What the link and send threads do between two cycles.
    public void feed() {
        feedStreams();
        poller.poll(block -> {});
    }

    /// The link thread alone: the send thread stands still.
    void feedStreams() {
        for (Peer peer : peers) {
            peer.feed(nowNs() - 100_000);
        }
    }

    /// One callback.
    public void turn() {
        cycle.process(FORMAT.periodFrames(), nowNs(), cycles * FORMAT.periodFrames());
        cycles++;
    }

    private long nowNs() {
        return cycles * 64_000_000_000L / 48_000;
    }

    /// Frames that had to be made up so far, over all peers.
    public long concealedFrames() {
        return peers.stream()
                .mapToLong(peer -> peer.stream.counters().concealedFrames())
                .sum();
    }

    /// Peers that are heard.
    public long playingPeers() {
        return peers.stream().filter(peer -> peer.stream.reader().isPlaying()).count();
    }
}
