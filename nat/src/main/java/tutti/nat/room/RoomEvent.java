package tutti.nat.room;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tutti.nat.link.PeerIdentity;
import tutti.nat.room.wire.Bytes;

/// What a member may say in the log (`nat/docs/protocol.md`, section 5). Every constructor refuses what exceeds its
/// limits with an [IllegalArgumentException], so an event that exists can be said; whether it is allowed then is for
/// [RoomState] to tell.
///
/// Thread: any (immutable).
public sealed interface RoomEvent {
    /// Members that a room knows at one time, so that a snapshot has its place in one message.
    int MAX_MEMBERS = 40;

    /// Kinds of notes that a room keeps.
    int MAX_NOTE_KINDS = 8;

    /// A chat message in chars.
    int MAX_CHAT_CHARS = 1000;

    /// A note's data in UTF-8.
    int MAX_NOTE_BYTES = 512;

    /// A room's title in chars.
    int MAX_TITLE_CHARS = 64;

    /// The host opens the room.
    ///
    /// @param anchor shows that it is the host
    /// @param title for people, at most [#MAX_TITLE_CHARS], may be empty
    record Opened(RoomAnchor anchor, String title) implements RoomEvent {
        public Opened {
            title = EventRules.title(title);
        }
    }

    /// Somebody comes, or comes again with a new run, which is that of the statement.
    ///
    /// @param certificate in DER
    /// @param name the wished one
    /// @param role performer or listener; counts at the first time
    record Joined(Bytes certificate, String name, Role role) implements RoomEvent {
        public Joined {
            certificate = RoomAnchor.checked(certificate);
            if (!PeerIdentity.isName(name)) {
                throw new IllegalArgumentException("A name is 1 to 32 letters, digits, '-', '_' or '.'.");
            }
            if (role == Role.ENGINEER) {
                throw new IllegalArgumentException("Nobody joins as an engineer; the host makes engineers.");
            }
        }
    }

    /// The host gives a role.
    record Granted(String memberId, Role role) implements RoomEvent {
        public Granted {
            memberId = EventRules.memberId(memberId);
        }
    }

    /// The host tells an engineer whose desks it may steer, and whose no more.
    record Entrusted(String memberId, DeskGrant desks) implements RoomEvent {
        public Entrusted {
            memberId = EventRules.memberId(memberId);
        }
    }

    /// The host has everybody not play what a member sends, or play it again.
    record Muted(String memberId, boolean muted) implements RoomEvent {
        public Muted {
            memberId = EventRules.memberId(memberId);
        }
    }

    /// The host sends a member away.
    record Removed(String memberId) implements RoomEvent {
        public Removed {
            memberId = EventRules.memberId(memberId);
        }
    }

    /// The host sends a member away for good. A [Snapshot] of a new epoch follows.
    record Banned(String memberId) implements RoomEvent {
        public Banned {
            memberId = EventRules.memberId(memberId);
        }
    }

    /// Words.
    ///
    /// @param text 1 to [#MAX_CHAT_CHARS], perhaps in several lines
    record Chat(String text) implements RoomEvent {
        public Chat {
            text = EventRules.chat(text);
        }
    }

    /// For other parts of Tutti: tempo, transport, markers. The last one of each kind belongs to the room's state.
    ///
    /// @param kind 1 to 16 lower-case letters, digits or `-`
    /// @param data at most [#MAX_NOTE_BYTES] in UTF-8, without control characters other than line feeds
    record Note(String kind, String data) implements RoomEvent {
        public Note {
            EventRules.note(kind, data);
        }
    }

    /// Goodbye.
    record Left() implements RoomEvent {}

    /// The host tells the whole state.
    ///
    /// @param anchor as when the room was opened
    /// @param members at most [#MAX_MEMBERS], in the order of their last coming or going
    /// @param notes the last of each kind
    record Snapshot(RoomAnchor anchor, String title, List<Member> members, List<KeptNote> notes) implements RoomEvent {
        public Snapshot {
            title = EventRules.title(title);
            members = List.copyOf(members);
            notes = List.copyOf(notes);
            Set<Object> distinct = new HashSet<>();
            members.forEach(member -> distinct.add(member.id()));
            members.forEach(member -> distinct.add("name " + member.name()));
            notes.forEach(note -> distinct.add("note " + note.kind()));
            if (members.size() > MAX_MEMBERS
                    || notes.size() > MAX_NOTE_KINDS
                    || distinct.size() != 2 * members.size() + notes.size()) {
                throw new IllegalArgumentException("A snapshot has too much in it, or something twice.");
            }
        }
    }

    /// The last note of a kind.
    ///
    /// @param memberId who said it
    record KeptNote(String kind, String data, String memberId) {
        public KeptNote {
            EventRules.note(kind, data);
            memberId = EventRules.memberId(memberId);
        }
    }
}
