/// The window around the panels: who is there, what is shown, how it looks.
@NullMarked
package tutti.console.shell;

import org.jspecify.annotations.NullMarked;
