/// What the engine counts of itself: its callback, its sound system, its links.
@NullMarked
package tutti.console.statistics;

import org.jspecify.annotations.NullMarked;
