package tutti.engine.driver;

/// The MIDI ports of the engine in the local graph, `midi_in` and `midi_out`. The driver closes them.
///
/// @param in what comes: its reader is whoever maps it, on one ordinary thread
/// @param out what goes: its writer is the same; it goes with the next period
public record MidiPorts(MidiRing in, MidiRing out) {}
