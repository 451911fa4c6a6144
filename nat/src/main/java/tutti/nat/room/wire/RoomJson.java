package tutti.nat.room.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Messages as JSON text (`nat/docs/protocol.md`, section 3). What is decoded has every value within its limits, so
/// that
/// nobody behind has to check again; members that are not known are ignored.
///
/// Thread: any (stateless).
public final class RoomJson {
    private RoomJson() {}

    /// What a player says.
    public static String encode(ToServer message) {
        return switch (message) {
            case ToServer.Enter enter -> enter(enter);
            case ToServer.Append append -> {
                ObjectNode json =
                        StrictJson.object("append").put("id", append.id()).put("body", text(append.body()));
                yield (append.snapshot() ? json.put("snapshot", true) : json).toString();
            }
            case ToServer.Signal signal ->
                StrictJson.object("signal")
                        .put("to", signal.toMemberId())
                        .put("body", text(signal.body()))
                        .toString();
            case ToServer.Epoch epoch ->
                StrictJson.object("epoch")
                        .put("epoch", epoch.epoch())
                        .put("admission", text(epoch.admissionHash()))
                        .toString();
            case ToServer.Remove remove ->
                StrictJson.object("remove").put("member", remove.memberId()).toString();
            case ToServer.Ban ban ->
                StrictJson.object("ban").put("member", ban.memberId()).toString();
            case ToServer.AskTurn _ -> StrictJson.object("turn").toString();
            case ToServer.Leave _ -> StrictJson.object("leave").toString();
            case ToServer.Relay relay ->
                StrictJson.object("relay").put("ticket", text(relay.ticket())).toString();
        };
    }

    private static String enter(ToServer.Enter enter) {
        ObjectNode json = StrictJson.object("enter")
                .put("room", enter.roomId())
                .put("certificate", text(enter.certificate()))
                .put("admission", text(enter.admission()))
                .put("epoch", enter.epoch())
                .put("signature", text(enter.signature()))
                .put("since", enter.sinceSeq());
        if (enter.createSalt() != null) {
            json.putObject("create").put("salt", text(enter.createSalt()));
        }
        return json.toString();
    }

    /// What the server says.
    public static String encode(FromServer message) {
        return switch (message) {
            case FromServer.Challenge challenge ->
                StrictJson.object("challenge")
                        .put("version", challenge.version())
                        .put("nonce", text(challenge.nonce()))
                        .toString();
            case FromServer.Turn turn -> turn(StrictJson.object("turn"), turn).toString();
            case FromServer.Entered entered -> entered(entered);
            case FromServer.Refused refused ->
                StrictJson.object("refused")
                        .put("code", refused.code().text())
                        .put("reason", refused.reason())
                        .toString();
            case FromServer.Log log ->
                StrictJson.object("log")
                        .put("seq", log.seq())
                        .put("time", log.timeMs())
                        .put("from", log.fromMemberId())
                        .put("id", log.id())
                        .put("body", text(log.body()))
                        .toString();
            case FromServer.Signal signal ->
                StrictJson.object("signal")
                        .put("from", signal.fromMemberId())
                        .put("body", text(signal.body()))
                        .toString();
            case FromServer.Present present ->
                StrictJson.object("present").put("member", present.memberId()).toString();
            case FromServer.Absent absent ->
                StrictJson.object("absent")
                        .put("member", absent.memberId())
                        .put("left", absent.left())
                        .toString();
            case FromServer.Slow slow ->
                StrictJson.object("slow").put("reason", slow.reason()).toString();
            case FromServer.RelayReady _ -> StrictJson.object("ready").toString();
        };
    }

    private static String entered(FromServer.Entered entered) {
        ObjectNode json = StrictJson.object("entered")
                .put("host", entered.hostId())
                .put("first", entered.firstSeq())
                .put("next", entered.nextSeq())
                .put("time", entered.timeMs())
                .put("relay", text(entered.relayTicket()));
        if (entered.turn() != null) {
            turn(json.putObject("turn"), entered.turn());
        }
        ArrayNode members = json.putArray("members");
        entered.memberIds().forEach(members::add);
        return json.toString();
    }

    private static ObjectNode turn(ObjectNode json, FromServer.Turn turn) {
        ArrayNode uris = json.putArray("uris");
        turn.uris().forEach(uris::add);
        return json.put("username", turn.username())
                .put("password", turn.password())
                .put("seconds", turn.seconds());
    }

    private static String text(Bytes bytes) {
        return bytes.base64Url();
    }

    /// Reads what a player says.
    ///
    /// @throws MalformedMessageException if it is something else, or anything in it exceeds its limit
    public static ToServer decodeToServer(String text) throws MalformedMessageException {
        Fields fields = StrictJson.parse(text);
        return switch (fields.text("type")) {
            case "enter" -> enter(fields);
            case "append" ->
                new ToServer.Append(
                        fields.number("id", 1),
                        fields.bytes("body", 1, WireLimits.MAX_APPEND_BYTES),
                        fields.flagIfThere("snapshot"));
            case "signal" ->
                new ToServer.Signal(fields.memberId("to"), fields.bytes("body", 1, WireLimits.MAX_SIGNAL_BYTES));
            case "epoch" ->
                new ToServer.Epoch(
                        fields.smallNumber("epoch", 0), fields.bytes("admission", WireLimits.ADMISSION_BYTES));
            case "remove" -> new ToServer.Remove(fields.memberId("member"));
            case "ban" -> new ToServer.Ban(fields.memberId("member"));
            case "turn" -> new ToServer.AskTurn();
            case "leave" -> new ToServer.Leave();
            case "relay" -> new ToServer.Relay(fields.bytes("ticket", WireLimits.TICKET_BYTES));
            default -> throw new MalformedMessageException("No message to a server has this type.");
        };
    }

    private static ToServer.Enter enter(Fields fields) throws MalformedMessageException {
        Bytes salt = fields.has("create") ? fields.fields("create").bytes("salt", WireLimits.SALT_BYTES) : null;
        return new ToServer.Enter(
                fields.roomId("room"),
                fields.bytes("certificate", 1, WireLimits.MAX_CERTIFICATE_BYTES),
                fields.bytes("admission", WireLimits.ADMISSION_BYTES),
                fields.smallNumber("epoch", 0),
                fields.bytes("signature", WireLimits.SIGNATURE_BYTES),
                fields.number("since", 0),
                salt);
    }

    /// Reads what a server says.
    ///
    /// @throws MalformedMessageException if it is something else, or anything in it exceeds its limit
    public static FromServer decodeFromServer(String text) throws MalformedMessageException {
        Fields fields = StrictJson.parse(text);
        return switch (fields.text("type")) {
            case "challenge" ->
                new FromServer.Challenge(
                        fields.smallNumber("version", 1), fields.bytes("nonce", WireLimits.NONCE_BYTES));
            case "turn" -> turn(fields);
            case "entered" -> entered(fields);
            case "refused" -> new FromServer.Refused(code(fields.text("code")), fields.text("reason"));
            case "log" ->
                new FromServer.Log(
                        fields.number("seq", 1),
                        fields.number("time", 0),
                        fields.memberId("from"),
                        fields.number("id", 1),
                        fields.bytes("body", 1, WireLimits.MAX_APPEND_BYTES));
            case "signal" ->
                new FromServer.Signal(fields.memberId("from"), fields.bytes("body", 1, WireLimits.MAX_SIGNAL_BYTES));
            case "present" -> new FromServer.Present(fields.memberId("member"));
            case "absent" -> new FromServer.Absent(fields.memberId("member"), fields.flag("left"));
            case "slow" -> new FromServer.Slow(fields.text("reason"));
            case "ready" -> new FromServer.RelayReady();
            default -> throw new MalformedMessageException("No message from a server has this type.");
        };
    }

    private static FromServer.Entered entered(Fields fields) throws MalformedMessageException {
        FromServer.@Nullable Turn turn = fields.has("turn") ? turn(fields.fields("turn")) : null;
        return new FromServer.Entered(
                fields.memberId("host"),
                fields.number("first", 1),
                fields.number("next", 1),
                fields.number("time", 0),
                fields.bytes("relay", WireLimits.TICKET_BYTES),
                turn,
                fields.memberIds("members", WireLimits.MAX_MEMBERS));
    }

    private static FromServer.Turn turn(Fields fields) throws MalformedMessageException {
        List<String> uris = fields.texts("uris", WireLimits.MAX_URIS);
        return new FromServer.Turn(uris, fields.text("username"), fields.text("password"), fields.number("seconds", 1));
    }

    private static RefusalCode code(String text) throws MalformedMessageException {
        for (RefusalCode code : RefusalCode.values()) {
            if (code.text().equals(text)) {
                return code;
            }
        }
        throw new MalformedMessageException("The reason of a refusal is not known.");
    }
}
