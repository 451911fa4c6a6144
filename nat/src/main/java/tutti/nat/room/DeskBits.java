package tutti.nat.room;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A grant as one number, as it stands in a snapshot: bit i is for the desk of the snapshot's i-th member, from 0; -1
/// is
/// for everybody's. Who is not in the snapshot is not in the room's state behind it, and nothing is granted there.
///
/// Thread: any (stateless).
final class DeskBits {
    static final long ALL = -1;
    static final long MAX = (1L << RoomEvent.MAX_MEMBERS) - 1;

    private DeskBits() {}

    static long write(DeskGrant grant, List<Member> members) {
        if (grant.everybody()) {
            return ALL;
        }
        long bits = 0;
        for (int i = 0; i < members.size(); i++) {
            bits |= grant.covers(members.get(i).id()) ? 1L << i : 0;
        }
        return bits;
    }

    /// @param bits from [#ALL] to [#MAX]; those beyond the members mean nothing
    static DeskGrant read(long bits, List<Member> members) {
        if (bits == ALL) {
            return DeskGrant.ALL;
        }
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < members.size(); i++) {
            if ((bits >> i & 1) == 1) {
                ids.add(members.get(i).id());
            }
        }
        return DeskGrant.of(ids);
    }
}
