package tutti.nat.room;

import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tutti.nat.identity.Fingerprint;

/// What the log has agreed on so far (`nat/docs/protocol.md`, section 5): a pure function of its entries in their
/// order, so that it is the same for everybody.
///
/// Thread: any (immutable).
///
/// @param roomId 16 letters and digits
/// @param epoch whose key seals what is said from now on, -1 before the room is open
/// @param anchor from which follows who the host is; null before the room is open
/// @param title for people
/// @param members in the order of their last coming or going
/// @param notes the last of each kind
public record RoomState(
        String roomId,
        int epoch,
        @Nullable RoomAnchor anchor,
        String title,
        List<Member> members,
        List<RoomEvent.KeptNote> notes) {
    public RoomState {
        members = List.copyOf(members);
        notes = List.copyOf(notes);
    }

    /// Before the first entry.
    public static RoomState empty(String roomId) {
        return new RoomState(roomId, -1, null, "", List.of(), List.of());
    }

    // --- Asked ------------------------------------------------------------------------------------------------------

    /// Whether the host has opened the room.
    public boolean isOpen() {
        return anchor != null;
    }

    /// Whether this is who opened the room.
    public boolean isHost(String memberId) {
        return anchor != null && anchor.host().memberId().equals(memberId);
    }

    /// Who has joined at least once.
    public Optional<Member> member(String memberId) {
        return Optional.ofNullable(find(memberId));
    }

    private @Nullable Member find(String memberId) {
        for (Member member : members) {
            if (member.id().equals(memberId)) {
                return member;
            }
        }
        return null;
    }

    /// Who has a name.
    public Optional<Member> named(String name) {
        return members.stream().filter(member -> member.name().equals(name)).findFirst();
    }

    /// The last note of a kind.
    public Optional<RoomEvent.KeptNote> note(String kind) {
        return notes.stream().filter(note -> note.kind().equals(kind)).findFirst();
    }

    /// Whether a member may steer another one's desk, by what the log says up to here: it is an active engineer to whom
    /// the host has entrusted it.
    public boolean maySteer(String memberId, String deskOf) {
        Member member = find(memberId);
        return member != null
                && member.isActive()
                && !memberId.equals(deskOf)
                && find(deskOf) != null
                && member.desks().covers(deskOf);
    }

    // --- Rules ------------------------------------------------------------------------------------------------------

    /// Whether an entry has an effect here. What is not allowed is ignored by everybody alike.
    public boolean allows(LogEntry entry) {
        return objection(entry).isEmpty();
    }

    /// What speaks against an entry, if anything does.
    Optional<RejectReason> objection(LogEntry entry) {
        if (!isNew(entry)) {
            return Optional.of(RejectReason.REPLAYED);
        }
        if (!isTimely(entry)) {
            return Optional.of(RejectReason.OTHER_EPOCH);
        }
        return isAllowed(entry, find(entry.memberId())) ? Optional.empty() : Optional.of(RejectReason.NOT_ALLOWED);
    }

    private boolean isAllowed(LogEntry entry, @Nullable Member speaker) {
        return switch (entry.event()) {
            case RoomEvent.Opened opened -> !isOpen() && isHostOf(opened.anchor(), entry);
            case RoomEvent.Snapshot snapshot ->
                isHostOf(snapshot.anchor(), entry)
                        && snapshot.members().stream()
                                .anyMatch(member -> member.fingerprint().equals(entry.speaker()));
            case RoomEvent.Joined joined ->
                Fingerprint.ofCertificate(joined.certificate().copy()).equals(entry.speaker())
                        && (speaker == null ? hasPlace() : speaker.standing() != Standing.BANNED);
            case RoomEvent.Chat _, RoomEvent.Left _ -> speaker != null && speaker.isActive();
            case RoomEvent.Note note ->
                speaker != null
                        && speaker.isActive()
                        && speaker.role() != Role.LISTENER
                        && (note(note.kind()).isPresent() || notes.size() < RoomEvent.MAX_NOTE_KINDS);
            case RoomEvent.Granted granted -> mayOrder(speaker, granted.memberId());
            case RoomEvent.Entrusted entrusted ->
                mayOrder(speaker, entrusted.memberId()) && isEngineer(entrusted.memberId());
            case RoomEvent.Muted muted -> mayOrder(speaker, muted.memberId());
            case RoomEvent.Removed removed -> mayOrder(speaker, removed.memberId()) && !isHost(removed.memberId());
            case RoomEvent.Banned banned -> mayOrder(speaker, banned.memberId()) && !isHost(banned.memberId());
        };
    }

    /// Whether the speaker has not said this before.
    private boolean isNew(LogEntry entry) {
        Member speaker = find(entry.memberId());
        return speaker == null
                || (speaker.fingerprint().equals(entry.speaker()) && entry.counter() > speaker.counter());
    }

    /// What was sealed with the key of another epoch is ignored, as newcomers cannot open it; its speaker says it
    /// again.
    private boolean isTimely(LogEntry entry) {
        return switch (entry.event()) {
            case RoomEvent.Opened _ -> true;
            case RoomEvent.Snapshot _ -> entry.epoch() >= epoch;
            default -> entry.epoch() == epoch;
        };
    }

    private boolean isHostOf(RoomAnchor claimed, LogEntry entry) {
        return claimed.host().equals(entry.speaker()) && claimed.holds(roomId);
    }

    private boolean mayOrder(@Nullable Member speaker, String memberId) {
        Member target = find(memberId);
        return speaker != null && isHost(speaker.id()) && target != null && target.standing() != Standing.BANNED;
    }

    private boolean isEngineer(String memberId) {
        Member member = find(memberId);
        return member != null && member.role() == Role.ENGINEER;
    }

    private boolean hasPlace() {
        return members.size() < RoomEvent.MAX_MEMBERS || replaceable() != null;
    }

    /// Whose place a newcomer takes in a full room: whoever has been gone longest.
    private @Nullable Member replaceable() {
        for (Member member : members) {
            if (!member.isActive() && !isHost(member.id())) {
                return member;
            }
        }
        return null;
    }

    // --- Effects ----------------------------------------------------------------------------------------------------

    /// The state behind an entry.
    public RoomState apply(LogEntry entry) {
        if (!isNew(entry) || !isTimely(entry)) {
            return this;
        }
        RoomState counted = changed(entry.memberId(), member -> member.withCounter(entry.counter()));
        return isAllowed(entry, find(entry.memberId())) ? counted.effect(entry) : counted;
    }

    private RoomState effect(LogEntry entry) {
        return switch (entry.event()) {
            case RoomEvent.Opened opened ->
                new RoomState(roomId, entry.epoch(), opened.anchor(), opened.title(), members, notes);
            case RoomEvent.Joined joined -> joined(joined, entry);
            case RoomEvent.Granted(String id, Role role) -> changed(id, member -> member.withRole(role));
            case RoomEvent.Entrusted(String id, DeskGrant desks) -> changed(id, member -> member.withDesks(desks));
            case RoomEvent.Muted(String id, boolean muted) -> changed(id, member -> member.withMuted(muted));
            case RoomEvent.Removed(String id) -> moved(id, member -> member.withStanding(Standing.REMOVED));
            case RoomEvent.Banned(String id) -> moved(id, member -> member.withStanding(Standing.BANNED));
            case RoomEvent.Left _ -> moved(entry.memberId(), member -> member.withStanding(Standing.LEFT));
            case RoomEvent.Note note -> noted(note, entry.memberId());
            case RoomEvent.Snapshot snapshot -> restored(snapshot, entry);
            case RoomEvent.Chat _ -> this;
        };
    }

    private RoomState joined(RoomEvent.Joined joined, LogEntry entry) {
        String id = entry.memberId();
        Set<String> taken = members.stream()
                .filter(member -> !member.id().equals(id))
                .map(Member::name)
                .collect(toSet());
        Member known = find(id);
        if (known != null) {
            String name = Names.answers(known.name(), joined.name()) ? known.name() : Names.free(joined.name(), taken);
            return moved(id, member -> member.joined(name, entry.run()));
        }
        List<Member> others = new ArrayList<>(members);
        if (others.size() == RoomEvent.MAX_MEMBERS) {
            Member gone = Objects.requireNonNull(replaceable(), "checked before");
            others.remove(gone);
            taken.remove(gone.name());
        }
        others.add(new Member(
                entry.speaker(),
                entry.key(),
                Names.free(joined.name(), taken),
                joined.role(),
                false,
                Standing.ACTIVE,
                entry.run(),
                entry.counter(),
                DeskGrant.NONE));
        return withMembers(others);
    }

    private RoomState noted(RoomEvent.Note note, String memberId) {
        List<RoomEvent.KeptNote> kept = new ArrayList<>(notes);
        kept.removeIf(former -> former.kind().equals(note.kind()));
        kept.add(new RoomEvent.KeptNote(note.kind(), note.data(), memberId));
        return new RoomState(roomId, epoch, anchor, title, members, kept);
    }

    /// The host's word replaces everything, but counters never go back: what was said before is not said again.
    private RoomState restored(RoomEvent.Snapshot snapshot, LogEntry entry) {
        List<Member> restored = new ArrayList<>();
        for (Member member : snapshot.members()) {
            Member known = find(member.id());
            long counter = known == null ? member.counter() : Math.max(known.counter(), member.counter());
            restored.add(member.withCounter(member.id().equals(entry.memberId()) ? entry.counter() : counter));
        }
        return new RoomState(roomId, entry.epoch(), snapshot.anchor(), snapshot.title(), restored, snapshot.notes());
    }

    /// This, as the host tells it to newcomers.
    ///
    /// @throws IllegalStateException if the room is not open
    public RoomEvent.Snapshot snapshot() {
        if (anchor == null) {
            throw new IllegalStateException("A room that is not open has no snapshot.");
        }
        return new RoomEvent.Snapshot(anchor, title, members, notes);
    }

    /// This, and the members of another state that are missing here and have not gone, as far as there is space.
    public RoomState withMissing(RoomState other) {
        List<Member> all = new ArrayList<>(members);
        for (Member member : other.members) {
            if (find(member.id()) == null && member.isActive() && all.size() < RoomEvent.MAX_MEMBERS) {
                Set<String> taken = all.stream().map(Member::name).collect(toSet());
                all.add(member.joined(Names.free(member.name(), taken), member.run()));
            }
        }
        return withMembers(all);
    }

    private RoomState changed(String memberId, UnaryOperator<Member> change) {
        return withMembers(members.stream()
                .map(member -> member.id().equals(memberId) ? change.apply(member) : member)
                .toList());
    }

    /// The same, and the member becomes the last in the order of coming and going.
    private RoomState moved(String memberId, UnaryOperator<Member> change) {
        List<Member> others = new ArrayList<>(members);
        others.removeIf(member -> member.id().equals(memberId));
        member(memberId).ifPresent(member -> others.add(change.apply(member)));
        return withMembers(others);
    }

    private RoomState withMembers(List<Member> others) {
        return new RoomState(roomId, epoch, anchor, title, others, notes);
    }
}
