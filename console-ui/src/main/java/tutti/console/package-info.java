/// The console as a program: its command line, its window, and what joins its parts.
@NullMarked
package tutti.console;

import org.jspecify.annotations.NullMarked;
