package tutti.engine.check;

/// What a JACK server had to say.
public sealed interface JackState {
    /// It serves.
    ///
    /// @param sampleRateHz samples a second
    /// @param periodFrames frames a period
    /// @param priority of its audio threads, 0 if they are ordinary ones
    /// @param hasPortsLeft whether it had room for as many ports as a band needs
    record Serving(int sampleRateHz, int periodFrames, int priority, boolean hasPortsLeft) implements JackState {}

    /// There is no library, no server, or it refuses.
    ///
    /// @param sentence what happened and, behind a semicolon, what to do
    record Absent(String sentence) implements JackState {}
}
