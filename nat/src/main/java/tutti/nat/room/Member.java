package tutti.nat.room;

import java.security.interfaces.ECPublicKey;
import tutti.nat.identity.Fingerprint;
import tutti.nat.link.PeerIdentity;

/// Somebody who has joined the room at least once.
///
/// @param fingerprint of the certificate by which it is known for life
/// @param key verifies what it says
/// @param name unique in the room, see [PeerIdentity#isName]
/// @param role what it may do
/// @param muted whether nobody may play what it sends
/// @param standing whether it belongs here at present
/// @param run made anew when its engine starts
/// @param counter of the last message of it that counted
/// @param desks whose desks it may steer; nobody's unless it is an engineer
public record Member(
        Fingerprint fingerprint,
        ECPublicKey key,
        String name,
        Role role,
        boolean muted,
        Standing standing,
        long run,
        long counter,
        DeskGrant desks) {
    public Member {
        if (!PeerIdentity.isName(name)) {
            throw new IllegalArgumentException("A member has a name of 1 to 32 letters, digits, '-', '_' or '.'.");
        }
        if (counter < 0) {
            throw new IllegalArgumentException("A member's counter is not negative.");
        }
        if (role != Role.ENGINEER) {
            desks = DeskGrant.NONE;
        }
    }

    /// See [Fingerprint#memberId].
    public String id() {
        return fingerprint.memberId();
    }

    /// Whether it has joined and neither left nor had to go.
    public boolean isActive() {
        return standing == Standing.ACTIVE;
    }

    Member withRole(Role other) {
        return new Member(fingerprint, key, name, other, muted, standing, run, counter, desks);
    }

    Member withMuted(boolean other) {
        return new Member(fingerprint, key, name, role, other, standing, run, counter, desks);
    }

    Member withStanding(Standing other) {
        return new Member(fingerprint, key, name, role, muted, other, run, counter, desks);
    }

    Member withCounter(long other) {
        return new Member(fingerprint, key, name, role, muted, standing, run, other, desks);
    }

    /// The same, come again.
    Member joined(String otherName, long otherRun) {
        return new Member(fingerprint, key, otherName, role, muted, Standing.ACTIVE, otherRun, counter, desks);
    }

    Member withDesks(DeskGrant other) {
        return new Member(fingerprint, key, name, role, muted, standing, run, counter, other);
    }

    @Override
    public String toString() {
        return name + " (" + id() + ", " + role.text() + ", " + standing.text() + (muted ? ", muted" : "") + ", "
                + desks + ", run " + run + ", counter " + counter + ")";
    }
}
