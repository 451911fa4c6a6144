package tutti.engine.control.tree;

import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.function.DoubleSupplier;

/// A gain has two addresses: `.../gain` in dB, as engineers speak, and `.../fader` from 0 to 1 on the desk's
/// taper, as every control surface speaks unasked. Both are views of one value, which is kept in dB.
public final class GainPair {
    /// Stands for silence: minus infinity has no place in JSON.
    public static final double FLOOR_DB = -144;

    private GainPair() {}

    /// The two leaves.
    ///
    /// @param branch where `gain` and `fader` stand
    /// @param maxDb the most, where the fader is at 1
    /// @param what "the level of bob in the main mix": completes the sentences of help
    public static List<Leaf> of(
            String branch, double maxDb, String what, Taper taper, DoubleSupplier gainDb, DoubleConsumer setGainDb) {
        Leaf gain = Leaf.real(Address.join(branch, "gain"), FLOOR_DB, maxDb)
                .unit(Unit.DECIBELS)
                .initial(0)
                .tags("gain")
                .help("Sets " + what + " in dB; " + (long) FLOOR_DB + " is silence.")
                .bind(() -> Math.clamp(gainDb.getAsDouble(), FLOOR_DB, maxDb), setGainDb);
        Leaf fader = Leaf.real(Address.join(branch, "fader"), 0, 1)
                .unit(Unit.POSITION)
                .initial(taper.dbToPosition(0))
                .tags("fader")
                .help("Sets " + what + " by the way of its fader, 0 (silence) to 1.")
                .bind(
                        () -> Math.clamp(taper.dbToPosition(gainDb.getAsDouble()), 0, 1),
                        position -> setGainDb.accept(Math.clamp(taper.positionToDb(position), FLOOR_DB, maxDb)));
        return List.of(gain, fader);
    }
}
