/// The one judge of a path: from what was played and what was heard, how late the sound came, how that moved, and how
/// much of it was damaged. Whoever claims a figure about sound, the demo or a benchmark, has it from here.
package tutti.engine.judge;
