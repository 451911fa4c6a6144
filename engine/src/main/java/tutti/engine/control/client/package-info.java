/// The other side of the door: what a console or a script sees of an engine, wherever that runs.
@NullMarked
package tutti.engine.control.client;

import org.jspecify.annotations.NullMarked;
