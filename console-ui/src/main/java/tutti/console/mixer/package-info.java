/// The mixer: a strip for every channel, grouped by player, and to the right the groups' and buses' strips. The tree's
/// nodes flow in through view models that know no scene graph; what hands ask for flows out through the memory of
/// moves.
/// Thread: ui.
@NullMarked
package tutti.console.mixer;

import org.jspecify.annotations.NullMarked;
