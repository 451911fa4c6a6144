package tutti.nat.room;

import java.security.InvalidKeyException;
import java.security.interfaces.ECPublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tutti.nat.identity.Fingerprint;
import tutti.nat.identity.P256;
import tutti.nat.room.wire.Bytes;
import tutti.nat.room.wire.Fields;
import tutti.nat.room.wire.MalformedMessageException;
import tutti.nat.room.wire.StrictJson;
import tutti.nat.room.wire.WireLimits;

/// Events as the payload of a sealed statement (`nat/docs/protocol.md`, section 5). Members of the room are authentic
/// but not trusted: every value has its limits.
///
/// Thread: any (stateless).
final class EventJson {
    private EventJson() {}

    /// Writes an event.
    static String encode(RoomEvent event) {
        return switch (event) {
            case RoomEvent.Opened(RoomAnchor anchor, String title) ->
                anchored("opened", anchor).put("title", title).toString();
            case RoomEvent.Joined(Bytes certificate, String name, Role role) ->
                StrictJson.object("joined")
                        .put("certificate", certificate.base64Url())
                        .put("name", name)
                        .put("role", role.text())
                        .toString();
            case RoomEvent.Granted(String id, Role role) ->
                StrictJson.object("role")
                        .put("member", id)
                        .put("role", role.text())
                        .toString();
            case RoomEvent.Entrusted(String id, DeskGrant desks) -> entrusted(id, desks);
            case RoomEvent.Muted(String id, boolean muted) ->
                StrictJson.object("muted").put("member", id).put("muted", muted).toString();
            case RoomEvent.Removed(String id) ->
                StrictJson.object("removed").put("member", id).toString();
            case RoomEvent.Banned(String id) ->
                StrictJson.object("banned").put("member", id).toString();
            case RoomEvent.Chat(String text) ->
                StrictJson.object("chat").put("text", text).toString();
            case RoomEvent.Note(String kind, String data) ->
                StrictJson.object("note").put("kind", kind).put("data", data).toString();
            case RoomEvent.Left _ -> StrictJson.object("left").toString();
            case RoomEvent.Snapshot snapshot -> snapshot(snapshot);
        };
    }

    private static ObjectNode anchored(String type, RoomAnchor anchor) {
        return StrictJson.object(type)
                .put("salt", anchor.salt().base64Url())
                .put("certificate", anchor.certificate().base64Url());
    }

    private static String entrusted(String memberId, DeskGrant desks) {
        ObjectNode json = StrictJson.object("desks").put("member", memberId).put("all", desks.everybody());
        ArrayNode of = json.putArray("of");
        new TreeSet<>(desks.memberIds()).forEach(of::add);
        return json.toString();
    }

    private static String snapshot(RoomEvent.Snapshot snapshot) {
        ObjectNode json = anchored("snapshot", snapshot.anchor()).put("title", snapshot.title());
        ArrayNode members = json.putArray("members");
        for (Member member : snapshot.members()) {
            ObjectNode item = members.addObject()
                    .put("fingerprint", member.fingerprint().text())
                    .put("key", Bytes.of(P256.encode(member.key())).base64Url())
                    .put("name", member.name())
                    .put("role", member.role().text())
                    .put("muted", member.muted())
                    .put("standing", member.standing().text())
                    .put("run", member.run())
                    .put("counter", member.counter());
            if (!member.desks().isNone()) {
                item.put("desks", DeskBits.write(member.desks(), snapshot.members()));
            }
        }
        ArrayNode notes = json.putArray("notes");
        for (RoomEvent.KeptNote note : snapshot.notes()) {
            notes.addObject().put("kind", note.kind()).put("data", note.data()).put("member", note.memberId());
        }
        return json.toString();
    }

    /// Reads an event.
    ///
    /// @throws MalformedMessageException if it is something else, or anything in it exceeds its limit
    static RoomEvent decode(String text) throws MalformedMessageException {
        Fields fields = StrictJson.parse(text);
        try {
            return switch (fields.text("type")) {
                case "opened" -> new RoomEvent.Opened(anchor(fields), fields.text("title"));
                case "joined" ->
                    new RoomEvent.Joined(certificate(fields), fields.text("name"), role(fields.text("role")));
                case "role" -> new RoomEvent.Granted(fields.memberId("member"), role(fields.text("role")));
                case "desks" -> new RoomEvent.Entrusted(fields.memberId("member"), desks(fields));
                case "muted" -> new RoomEvent.Muted(fields.memberId("member"), fields.flag("muted"));
                case "removed" -> new RoomEvent.Removed(fields.memberId("member"));
                case "banned" -> new RoomEvent.Banned(fields.memberId("member"));
                case "chat" -> new RoomEvent.Chat(fields.passage("text", RoomEvent.MAX_CHAT_CHARS));
                case "note" ->
                    new RoomEvent.Note(fields.text("kind"), fields.passage("data", RoomEvent.MAX_NOTE_BYTES));
                case "left" -> new RoomEvent.Left();
                case "snapshot" -> snapshot(fields);
                default -> throw new MalformedMessageException("No event has this type.");
            };
        } catch (IllegalArgumentException beyondItsLimits) {
            throw new MalformedMessageException(String.valueOf(beyondItsLimits.getMessage()));
        }
    }

    private static RoomAnchor anchor(Fields fields) throws MalformedMessageException {
        return new RoomAnchor(fields.bytes("salt", WireLimits.SALT_BYTES), certificate(fields));
    }

    private static Bytes certificate(Fields fields) throws MalformedMessageException {
        return fields.bytes("certificate", 1, WireLimits.MAX_CERTIFICATE_BYTES);
    }

    private static RoomEvent.Snapshot snapshot(Fields fields) throws MalformedMessageException {
        List<Member> members = new ArrayList<>();
        List<Fields> items = fields.list("members", RoomEvent.MAX_MEMBERS);
        for (Fields item : items) {
            members.add(member(item));
        }
        List<Member> granted = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            granted.add(members.get(i).withDesks(grant(items.get(i), members)));
        }
        List<RoomEvent.KeptNote> notes = new ArrayList<>();
        for (Fields item : fields.list("notes", RoomEvent.MAX_NOTE_KINDS)) {
            notes.add(new RoomEvent.KeptNote(
                    item.text("kind"), item.passage("data", RoomEvent.MAX_NOTE_BYTES), item.memberId("member")));
        }
        return new RoomEvent.Snapshot(anchor(fields), fields.text("title"), granted, notes);
    }

    private static DeskGrant desks(Fields fields) throws MalformedMessageException {
        return new DeskGrant(fields.flag("all"), Set.copyOf(fields.memberIds("of", RoomEvent.MAX_MEMBERS)));
    }

    private static DeskGrant grant(Fields item, List<Member> members) throws MalformedMessageException {
        return item.has("desks")
                ? DeskBits.read(item.number("desks", DeskBits.ALL, DeskBits.MAX), members)
                : DeskGrant.NONE;
    }

    private static Member member(Fields item) throws MalformedMessageException {
        return new Member(
                Fingerprint.ofBytes(item.bytes("fingerprint", Fingerprint.BYTES).copy()),
                key(item),
                item.text("name"),
                role(item.text("role")),
                item.flag("muted"),
                standing(item.text("standing")),
                item.number("run", Long.MIN_VALUE),
                item.number("counter", 0),
                DeskGrant.NONE);
    }

    private static ECPublicKey key(Fields item) throws MalformedMessageException {
        try {
            return P256.decode(item.bytes("key", P256.POINT_BYTES).copy());
        } catch (InvalidKeyException e) {
            throw new MalformedMessageException("A member's key is not on the curve P-256.");
        }
    }

    private static Role role(String text) throws MalformedMessageException {
        for (Role role : Role.values()) {
            if (role.text().equals(text)) {
                return role;
            }
        }
        throw new MalformedMessageException("There is no such role.");
    }

    private static Standing standing(String text) throws MalformedMessageException {
        for (Standing standing : Standing.values()) {
            if (standing.text().equals(text)) {
                return standing;
            }
        }
        throw new MalformedMessageException("There is no such standing.");
    }
}
