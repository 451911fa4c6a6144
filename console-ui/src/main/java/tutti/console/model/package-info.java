/// What view models see of an engine: its tree as observable nodes, the beat of the screen, and the memory of moves.
/// News flow in from the line to the engine, offers flow out. Thread: ui; nothing here needs a running toolkit.
@NullMarked
package tutti.console.model;

import org.jspecify.annotations.NullMarked;
