/// The toolkit without a display, and pictures of what it shows. Thread: any, unless said otherwise.
@NullMarked
package tutti.console.headless;

import org.jspecify.annotations.NullMarked;
