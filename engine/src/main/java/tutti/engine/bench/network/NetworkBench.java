package tutti.engine.bench.network;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import tutti.codecs.pcm.PcmCodec;
import tutti.engine.EngineConfig;
import tutti.engine.bench.music.Clip;
import tutti.engine.driver.virtual.LoopSource;
import tutti.engine.driver.virtual.VirtualOptions;
import tutti.engine.judge.Hearing;
import tutti.engine.judge.Judge;
import tutti.engine.judge.LoopedSound;
import tutti.engine.receive.BufferTarget;
import tutti.engine.receive.StreamCounters;
import tutti.engine.rehearsal.Rehearsal;
import tutti.engine.session.Notices;
import tutti.engine.telemetry.StreamSnapshot;
import tutti.nat.link.PeerIdentity;

/// Plays music from one engine to another over each scenario's network, in a rehearsal: alice joins and plays, bob
/// hosts and listens. After [#SETTLE_SECONDS], in which the engines may find their delay, everything counts.
///
/// Thread: one.
public final class NetworkBench {
    public static final int RATE_HZ = Clip.RATE_HZ;
    static final int SETTLE_SECONDS = 5;

    private static final int SLICES_PER_SECOND = 2;
    private static final long SLICE_NS = 1_000_000_000L / SLICES_PER_SECOND;
    private static final String PLAYER = "alice";
    private static final String LISTENER = "bob";
    private static final int MAX_LATENCY_FRAMES = RATE_HZ;

    private final int seconds;
    private final Clip clip;
    private final long seed;
    private final Notices progress;
    private final LongSupplier wallNs;

    /// @param seconds of music judged in each scenario
    /// @param clip what is played, in a loop
    /// @param seed decides all chances
    /// @param progress told how far it is
    /// @param wallNs `System::nanoTime`
    public NetworkBench(int seconds, Clip clip, long seed, Notices progress, LongSupplier wallNs) {
        this.seconds = seconds;
        this.clip = clip;
        this.seed = seed;
        this.progress = progress;
        this.wallNs = wallNs;
    }

    /// Runs one scenario.
    ///
    /// @param done share of the whole benchmark before it, 0 to 1
    /// @param share of the whole benchmark that it is
    public NetworkResult run(Scenario scenario, double done, double share) {
        float[][] loop = clip.read();
        int totalSeconds = SETTLE_SECONDS + seconds + 1;
        Recorder recorder = new Recorder(ports(loop.length), totalSeconds * RATE_HZ);
        MeasuredPath path = new MeasuredPath(scenario.trace().newPath(seed));
        Course course = new Course();
        long tookNs;
        try (Rehearsal world = new Rehearsal(PcmCodec.set(), seed)) {
            VirtualOptions plain = VirtualOptions.of(RATE_HZ, scenario.periodFrames());
            long phaseNs = Math.round(scenario.phaseFrames() * 1e9 / RATE_HZ);
            Rehearsal.Player bob =
                    world.host(config(LISTENER), plain.withPhaseNs(phaseNs).withSink(recorder), sentence -> {});
            Rehearsal.Player alice = world.join(
                    config(PLAYER),
                    plain.withDriftPpm(scenario.playerPpm()).withSource(new LoopSource(loop)),
                    sentence -> {});
            InetSocketAddress there = bob.port().localAddress();
            InetSocketAddress here = alice.port().localAddress();
            world.network().route(here, there, path);
            world.network().route(there, here, scenario.trace().newPath(seed + 1));
            long beganNs = wallNs.getAsLong();
            for (int slice = 0; slice < totalSeconds * SLICES_PER_SECOND; slice++) {
                int judgedSlice = slice - SETTLE_SECONDS * SLICES_PER_SECOND;
                if (judgedSlice == 0) {
                    path.forget();
                }
                if (judgedSlice >= 0 && judgedSlice <= seconds * SLICES_PER_SECOND) {
                    course.look(bob, (double) judgedSlice / SLICES_PER_SECOND);
                }
                world.run(SLICE_NS);
                recorder.drain();
                tell(scenario, done, share, slice, totalSeconds * SLICES_PER_SECOND);
            }
            tookNs = wallNs.getAsLong() - beganNs;
        }
        Optional<Hearing> hearing = new Judge(
                        new LoopedSound(loop, scenario.phaseFrames(), scenario.playerPpm()),
                        recorder.sound(),
                        RATE_HZ,
                        MAX_LATENCY_FRAMES)
                .judge((long) SETTLE_SECONDS * RATE_HZ, (long) (SETTLE_SECONDS + seconds) * RATE_HZ);
        recorder.forget();
        return course.result(scenario, hearing, path.delays(), totalSeconds * 1e9 / tookNs);
    }

    private static List<String> ports(int numChannels) {
        List<String> names = new ArrayList<>();
        for (int channel = 1; channel <= numChannels; channel++) {
            names.add(PLAYER + "/main_" + channel);
        }
        return names;
    }

    private static EngineConfig config(String name) {
        return new EngineConfig(
                new PeerIdentity(name.substring(0, 1).repeat(32), name),
                List.of(new EngineConfig.Track("main", 2, PcmCodec.L24)),
                BufferTarget.AUTO);
    }

    private void tell(Scenario scenario, double done, double share, int slice, int numSlices) {
        int before = (int) (10 * (done + share * slice / numSlices));
        int now = (int) (10 * (done + share * (slice + 1) / numSlices));
        if (now != before) {
            progress.say(10 * now + " % (" + scenario.name() + ")");
        }
    }

    /// What the listener's engine says, from the first look to the last.
    private final class Course {
        private final List<TimePoint> points = new ArrayList<>();
        private Totals first = Totals.NONE;
        private Totals last = Totals.NONE;

        void look(Rehearsal.Player listener, double atSeconds) {
            Optional<StreamSnapshot> stream = listener.engine().snapshot().peers().stream()
                    .filter(peer -> peer.name().equals(PLAYER))
                    .flatMap(peer -> peer.streams().stream())
                    .findFirst();
            Totals now = stream.map(StreamSnapshot::counters).map(Totals::of).orElse(Totals.NONE);
            if (atSeconds == 0) {
                first = now;
            } else {
                double targetMs = stream.map(StreamSnapshot::targetFrames).orElse(0L) / NetworkResult.FRAMES_PER_MS;
                Totals since = now.since(last);
                points.add(new TimePoint(atSeconds, targetMs, since.late(), since.lost(), since.concealedPercent()));
            }
            last = now;
        }

        NetworkResult result(Scenario scenario, Optional<Hearing> hearing, Delays delays, double speed) {
            Totals all = last.since(first);
            return new NetworkResult(
                    scenario,
                    seconds,
                    hearing,
                    all.late(),
                    all.lost(),
                    OptionalLong.of(all.repaired()),
                    all.concealedPercent(),
                    points,
                    delays,
                    speed);
        }
    }

    /// The counters that matter here.
    private record Totals(long late, long lost, long repaired, long played, long concealed) {
        static final Totals NONE = new Totals(0, 0, 0, 0, 0);

        static Totals of(StreamCounters counters) {
            return new Totals(
                    counters.latePackets(),
                    counters.lostPackets(),
                    counters.repairedPackets(),
                    counters.playedFrames(),
                    counters.concealedFrames());
        }

        /// What came since an earlier look; all of it if the stream began anew in between.
        Totals since(Totals before) {
            return played < before.played
                    ? this
                    : new Totals(
                            Math.max(0, late - before.late),
                            Math.max(0, lost - before.lost),
                            repaired - before.repaired,
                            played - before.played,
                            concealed - before.concealed);
        }

        double concealedPercent() {
            return played == 0 ? 0 : 100.0 * concealed / played;
        }
    }
}
