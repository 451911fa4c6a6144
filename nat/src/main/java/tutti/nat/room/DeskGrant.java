package tutti.nat.room;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Whose desks an engineer may steer from afar. What a desk is, other parts of Tutti know.
///
/// @param everybody whether it may steer those of all members, present and future
/// @param memberIds else those of these members; empty if of none
public record DeskGrant(boolean everybody, Set<String> memberIds) {
    /// Nobody's.
    public static final DeskGrant NONE = new DeskGrant(false, Set.of());

    /// Everybody's.
    public static final DeskGrant ALL = new DeskGrant(true, Set.of());

    public DeskGrant {
        memberIds = memberIds.stream().map(EventRules::memberId).collect(Collectors.toUnmodifiableSet());
        if (memberIds.size() > RoomEvent.MAX_MEMBERS || (everybody && !memberIds.isEmpty())) {
            throw new IllegalArgumentException(
                    "A grant is for everybody's desk, or for those of at most " + RoomEvent.MAX_MEMBERS + " members.");
        }
    }

    /// Those of some members.
    public static DeskGrant of(Set<String> memberIds) {
        return new DeskGrant(false, memberIds);
    }

    /// Whether it is for a member's desk.
    public boolean covers(String memberId) {
        return everybody || memberIds.contains(memberId);
    }

    /// Whether it is for nobody's.
    public boolean isNone() {
        return !everybody && memberIds.isEmpty();
    }

    @Override
    public String toString() {
        return everybody ? "all desks" : isNone() ? "no desk" : "desks of " + new TreeSet<>(memberIds);
    }
}
