/// The line to an engine, and the mirror of its control tree that everything on the screen is bound to.
@NullMarked
package tutti.console.link;

import org.jspecify.annotations.NullMarked;
