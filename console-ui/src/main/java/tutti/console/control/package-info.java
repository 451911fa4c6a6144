/// The desk's own controls: fader, rotary, switch, level field and meter, each a control, a skin and a stylesheet; what
/// hands do to a fader and a rotary is one behaviour. Values flow in by properties; what a hand asks for flows out
/// through [Hand], and is shown only when it comes back as a value. Thread: ui.
@NullMarked
package tutti.console.control;

import org.jspecify.annotations.NullMarked;
