package tutti.engine.desk;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tutti.engine.mix.LevelMeter;

/// One reader of one meter, at its own speed: each reading is the maximum and the mean square of everything since
/// the one before. It outlives the absence of the strip, and changes of the driver.
///
/// Thread: one. RT-safe: no.
public final class MeterReader {
    private final Supplier<@Nullable LevelMeter> current;
    private @Nullable LevelMeter meter;
    private LevelMeter.@Nullable Reader reader;

    MeterReader(Supplier<@Nullable LevelMeter> current) {
        this.current = current;
        look();
    }

    private void look() {
        LevelMeter now = current.get();
        if (now != meter) {
            meter = now;
            reader = now == null ? null : now.newReader();
        }
    }

    /// Takes what was measured since the last call. Does not allocate while the meter stays.
    ///
    /// @return whether there is a new reading; otherwise the former one stays, or silence if nothing is there
    public boolean read() {
        look();
        return reader != null && reader.read();
    }

    /// How many signals it shows: a strip's sides before the fader, then as many behind it; of a bus left, right,
    /// and by how much the limiter turns down. 0 while there is nothing.
    public int lanes() {
        return reader == null ? 0 : reader.lanes();
    }

    /// The greatest magnitude, 1 = 0 dBFS.
    public double peak(int lane) {
        return reader == null ? 0 : reader.peak(lane);
    }

    /// The mean square; a full-scale sine has 0.5.
    public double meanSquare(int lane) {
        return reader == null ? 0 : reader.meanSquare(lane);
    }
}
