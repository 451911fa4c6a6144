package tutti.engine.check;

import java.util.Optional;

/// What this computer answered.
///
/// @param isLinux whether the answers about permissions mean anything
/// @param jack what the JACK server said
/// @param isRealTime whether this user may use real-time priorities
/// @param isMemoryLocked whether this process could be kept in memory
/// @param memoryLimit how much may be locked, in words as `8 MB`, empty if unknown
/// @param governor what decides on the processor's speed, empty if it cannot be read
/// @param java its version
/// @param hasZgc whether this Java has the collector that never makes music wait
/// @param opus the library, empty if there is none
/// @param srtp who encrypts
public record SystemFacts(
        boolean isLinux,
        JackState jack,
        boolean isRealTime,
        boolean isMemoryLocked,
        Optional<String> memoryLimit,
        Optional<String> governor,
        String java,
        boolean hasZgc,
        Optional<String> opus,
        String srtp) {}
