/// An engineer at another player's desk: that desk's nodes are mirrored on the engineer's tree, what the engineer sets
/// goes there sealed, and the player's own engine checks the host's grant before it does it. Parcels flow both ways
/// through a [tutti.engine.control.remote.Post], leaves on and off two trees. `engine/docs/steering.md` has the format.
@NullMarked
package tutti.engine.control.remote;

import org.jspecify.annotations.NullMarked;
