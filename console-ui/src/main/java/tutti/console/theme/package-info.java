/// How the console looks: AtlantaFX's themes and over them our own variables, dark and light. Nothing flows in, the
/// stylesheets of a scene flow out. Thread: ui.
@NullMarked
package tutti.console.theme;

import org.jspecify.annotations.NullMarked;
