package tutti.nat.impair;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// A kind of network as it behaves over minutes: what each packet suffers, and what comes and goes. Every figure is
/// one way; a seed gives the same fates for the same packets. These are models with the parameters written here, not
/// recordings; order is always kept, as on a single route.
public enum NetworkTrace {
    /// Nothing happens: 0 ms.
    CLEAN,

    /// A switch and two cables: 0.2 ms, evenly scattered by 0.1 ms.
    LAN,

    /// Fibre to the home, some hundred kilometres: 8 ms, jitter normal with sd 0.2 ms; about every 4 s a spike that
    /// holds everything for 1 to 4 ms (an interrupt, a burst of somebody else's).
    FIBRE,

    /// Television cable in the evening: 15 ms, Pareto jitter of scale 1 ms ([JitterLaw#PARETO]), 0.3 % loss; about
    /// every 8 s the modem's queue swells by 5 to 20 ms for 1 to 4 s.
    CABLE,

    /// A busy Wi-Fi behind a good line: 5 ms, Pareto jitter of scale 0.3 ms; about every 0.3 s the channel is taken
    /// for 5 to 30 ms and then delivers all at once; 1 % loss in bursts of 3 on average.
    WIFI,

    /// A phone in a moving train, LTE: 35 ms, normal jitter with sd 1 ms, slots of 5 ms, one in ten repeated 8 ms
    /// later (a hybrid ARQ round); about every 10 s a handover of 100 to 200 ms, whose packets come at its end.
    MOBILE,

    /// A good line (8 ms, normal jitter, sd 0.2 ms) that is away for a second after ten seconds, and again every
    /// twenty.
    OUTAGE,

    /// Two hops in series, each 5 ms, normal jitter with sd 0.5 ms.
    NORMAL_HOPS,

    /// Two hops in series, each 5 ms, Pareto jitter of scale 0.5 ms, 0.5 % loss.
    PARETO_HOPS,

    /// Two hops in series, each 8 ms, Pareto jitter of scale 1 ms, 1.5 % loss in bursts of 3 on average.
    BURSTY_HOPS;

    private static final long MS = 1_000_000;
    private static final long SECOND = 1_000 * MS;

    /// As on the command line.
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The way of packets in one direction, from its first packet on.
    ///
    /// @param seed decides all chances
    public PacketPath newPath(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<ImpairedPath> hops = new ArrayList<>();
        for (Impairment impairment : hops()) {
            hops.add(new ImpairedPath(impairment, random.split()));
        }
        return new TracePath(hops, weather(random));
    }

    private List<Impairment> hops() {
        Impairment none = Impairment.NONE;
        return switch (this) {
            case CLEAN -> List.of();
            case LAN -> List.of(none.withDelayNs(MS / 5).withJitter(JitterLaw.UNIFORM, MS / 10));
            case FIBRE, OUTAGE -> List.of(none.withDelayNs(8 * MS).withJitter(JitterLaw.NORMAL, MS / 5));
            case CABLE ->
                List.of(none.withDelayNs(15 * MS)
                        .withJitter(JitterLaw.PARETO, MS)
                        .withLoss(0.003, 1));
            case WIFI ->
                List.of(none.withDelayNs(5 * MS)
                        .withJitter(JitterLaw.PARETO, 3 * MS / 10)
                        .withLoss(0.01, 3));
            case MOBILE -> List.of(none.withDelayNs(35 * MS).withJitter(JitterLaw.NORMAL, MS));
            case NORMAL_HOPS -> twice(none.withDelayNs(5 * MS).withJitter(JitterLaw.NORMAL, MS / 2));
            case PARETO_HOPS ->
                twice(none.withDelayNs(5 * MS)
                        .withJitter(JitterLaw.PARETO, MS / 2)
                        .withLoss(0.005, 1));
            case BURSTY_HOPS ->
                twice(none.withDelayNs(8 * MS).withJitter(JitterLaw.PARETO, MS).withLoss(0.015, 3));
        };
    }

    private static List<Impairment> twice(Impairment hop) {
        return List.of(hop, hop);
    }

    private List<Weather> weather(RandomGenerator random) {
        return switch (this) {
            case FIBRE -> List.of(new Weather.Stalls(random, 4.0 * SECOND, MS, 4 * MS));
            case CABLE -> List.of(new Weather.Swells(random, 8.0 * SECOND, 5 * MS, 20 * MS, SECOND, 4 * SECOND));
            case WIFI -> List.of(new Weather.Stalls(random, 300.0 * MS, 5 * MS, 30 * MS));
            case MOBILE ->
                List.of(
                        new Weather.Slots(random, 5 * MS, 0.1, 8 * MS),
                        new Weather.Stalls(random, 10.0 * SECOND, 100 * MS, 200 * MS));
            case OUTAGE -> List.of(new Weather.Outages(random, 10 * SECOND, 20 * SECOND, SECOND));
            case CLEAN, LAN, NORMAL_HOPS, PARETO_HOPS, BURSTY_HOPS -> List.of();
        };
    }
}
