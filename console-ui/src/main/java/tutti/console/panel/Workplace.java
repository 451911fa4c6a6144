package tutti.console.panel;

import tutti.console.link.Mirror;
import tutti.console.link.Steering;
import tutti.console.text.Texts;

/// What every panel works with.
///
/// @param mirror what the engine is
/// @param steering the way to change it
/// @param texts what is said, in the user's language
public record Workplace(Mirror mirror, Steering steering, Texts texts) {}
