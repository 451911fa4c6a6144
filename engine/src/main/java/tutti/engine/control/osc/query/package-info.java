/// OSCQuery: the tree as JSON over HTTP, and its values over a WebSocket on the same port. Requests flow in on the web
/// server's virtual threads, are read there as what they are, bounded, and are done by the control thread, which also
/// tells changes. Nobody is answered who does not know the token or comes by a foreign name. Thread: the web server's
/// and the control thread, never the callback's.
@NullMarked
package tutti.engine.control.osc.query;

import org.jspecify.annotations.NullMarked;
