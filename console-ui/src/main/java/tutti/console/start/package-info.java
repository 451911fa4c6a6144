/// The page with which everything begins: host, join, recent rooms, the sound system.
@NullMarked
package tutti.console.start;

import org.jspecify.annotations.NullMarked;
