/// What the shell knows of every panel, and a panel of the shell.
@NullMarked
package tutti.console.panel;

import org.jspecify.annotations.NullMarked;
