/// Words in the user's language. Keys flow in, words flow out. Thread: any.
@NullMarked
package tutti.console.text;

import org.jspecify.annotations.NullMarked;
