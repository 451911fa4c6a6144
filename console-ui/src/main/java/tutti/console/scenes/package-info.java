/// Scenes: what the desk was, by name, and how to come back to it.
@NullMarked
package tutti.console.scenes;

import org.jspecify.annotations.NullMarked;
