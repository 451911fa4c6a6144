/// What people in the room say to each other in words.
@NullMarked
package tutti.console.chat;

import org.jspecify.annotations.NullMarked;
