/// Who is in the room, what they may do, and how to invite more.
@NullMarked
package tutti.console.people;

import org.jspecify.annotations.NullMarked;
