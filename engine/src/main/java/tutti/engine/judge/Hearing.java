package tutti.engine.judge;

import java.util.List;

/// A verdict, and how it came about, window by window of 100 ms.
public record Hearing(Verdict verdict, List<Window> windows) {
    public Hearing {
        windows = List.copyOf(windows);
    }

    /// A tenth of a second.
    ///
    /// @param startFrame of the sound that was played
    /// @param latencyFrames how much later it was heard; where it was not heard, that of the window before
    /// @param isHeard whether the sound was recognised in this window
    /// @param blocks blocks of 10 ms with sound in them
    /// @param damaged of these, damaged ones
    public record Window(long startFrame, double latencyFrames, boolean isHeard, int blocks, int damaged) {}
}
