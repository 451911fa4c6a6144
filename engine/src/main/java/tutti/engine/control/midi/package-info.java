/// MIDI control: knobs, faders and keys of control surfaces move nodes of the tree, and are shown what these hold.
/// Messages flow in from and out to the driver's rings, values on and off the tree. Thread: one ordinary one.
@NullMarked
package tutti.engine.control.midi;

import org.jspecify.annotations.NullMarked;
