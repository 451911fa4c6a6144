package tutti.nat.mesh;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tutti.nat.ice.IceCandidate;
import tutti.nat.ice.IceCredentials;
import tutti.nat.room.wire.Fields;
import tutti.nat.room.wire.MalformedMessageException;
import tutti.nat.room.wire.StrictJson;

/// Signals as the payload of a sealed statement (`nat/docs/protocol.md`, section 6.1). A member's signals are
/// authentic but not trusted: every value has its limits.
///
/// Thread: any (stateless).
final class SignalJson {
    private static final int MAX_COUNT = 1_000_000;
    private static final int MAX_PORT = 65_535;

    private SignalJson() {}

    /// Writes a signal.
    static String encode(Signal signal) {
        return switch (signal) {
            case Signal.Offer offer -> {
                ObjectNode json = StrictJson.object("offer")
                        .put("session", offer.session())
                        .put("generation", offer.generation())
                        .put("hasYours", offer.hasYours())
                        .put("ufrag", offer.credentials().ufrag())
                        .put("password", offer.credentials().password())
                        .put("ssrc", offer.controlSsrc());
                yield withCandidates(json, offer.candidates(), offer.complete());
            }
            case Signal.Candidates candidates -> {
                ObjectNode json = StrictJson.object("candidates")
                        .put("session", candidates.session())
                        .put("generation", candidates.generation());
                yield withCandidates(json, candidates.candidates(), candidates.complete());
            }
            case Signal.Relayed _ -> StrictJson.object("relayed").toString();
        };
    }

    private static String withCandidates(ObjectNode json, List<IceCandidate> candidates, boolean complete) {
        ArrayNode list = json.put("complete", complete).putArray("candidates");
        for (IceCandidate candidate : candidates) {
            ObjectNode item = list.addObject()
                    .put("type", candidate.type().name().toLowerCase(Locale.ROOT))
                    .put("address", literal(candidate.address().getAddress()))
                    .put("port", candidate.address().getPort())
                    .put("priority", candidate.priority())
                    .put("foundation", candidate.foundation());
            InetSocketAddress related = candidate.related();
            if (related != null) {
                item.put("relatedAddress", literal(related.getAddress())).put("relatedPort", related.getPort());
            }
        }
        return json.toString();
    }

    /// Without the scope, which only this computer understands.
    private static String literal(InetAddress address) {
        String text = address.getHostAddress();
        int scopeAt = text.indexOf('%');
        return scopeAt < 0 ? text : text.substring(0, scopeAt);
    }

    /// Reads a signal.
    ///
    /// @throws MalformedMessageException if it is something else, or anything in it exceeds its limit
    static Signal decode(String text) throws MalformedMessageException {
        return decode(StrictJson.parse(text));
    }

    /// The same, of JSON that has been read.
    static Signal decode(Fields fields) throws MalformedMessageException {
        return switch (fields.text("type")) {
            case "offer" ->
                new Signal.Offer(
                        count(fields, "session"),
                        count(fields, "generation"),
                        fields.flag("hasYours"),
                        credentials(fields),
                        (int) fields.number("ssrc", Integer.MIN_VALUE, Integer.MAX_VALUE),
                        candidates(fields),
                        fields.flag("complete"));
            case "candidates" ->
                new Signal.Candidates(
                        count(fields, "session"),
                        count(fields, "generation"),
                        candidates(fields),
                        fields.flag("complete"));
            case "relayed" -> new Signal.Relayed();
            default -> throw new MalformedMessageException("No signal has this type.");
        };
    }

    private static int count(Fields fields, String name) throws MalformedMessageException {
        return (int) fields.number(name, 0, MAX_COUNT);
    }

    private static IceCredentials credentials(Fields fields) throws MalformedMessageException {
        try {
            return new IceCredentials(fields.text("ufrag"), fields.text("password"));
        } catch (IllegalArgumentException e) {
            throw new MalformedMessageException(String.valueOf(e.getMessage()));
        }
    }

    private static List<IceCandidate> candidates(Fields fields) throws MalformedMessageException {
        List<IceCandidate> candidates = new ArrayList<>();
        for (Fields item : fields.list("candidates", Signal.MAX_CANDIDATES)) {
            candidates.add(candidate(item));
        }
        return candidates;
    }

    private static IceCandidate candidate(Fields item) throws MalformedMessageException {
        InetSocketAddress address = address(item, "address", "port");
        if (address.getAddress().isAnyLocalAddress() || address.getAddress().isMulticastAddress()) {
            // Checks would go to ourselves, or to everybody.
            throw new MalformedMessageException("A candidate's address is not one computer's.");
        }
        try {
            return new IceCandidate(
                    type(item.text("type")),
                    address,
                    item.number("priority", 1, Integer.MAX_VALUE),
                    item.text("foundation"),
                    related(item));
        } catch (IllegalArgumentException e) {
            throw new MalformedMessageException("A candidate's port or foundation cannot be.");
        }
    }

    private static IceCandidate.Type type(String name) throws MalformedMessageException {
        return switch (name) {
            case "host" -> IceCandidate.Type.HOST;
            case "srflx" -> IceCandidate.Type.SRFLX;
            case "prflx" -> IceCandidate.Type.PRFLX;
            case "relay" -> IceCandidate.Type.RELAY;
            default -> throw new MalformedMessageException("No candidate has this type.");
        };
    }

    private static @Nullable InetSocketAddress related(Fields item) throws MalformedMessageException {
        return item.has("relatedAddress") ? address(item, "relatedAddress", "relatedPort") : null;
    }

    /// Literals only: a name would be looked up, and tell somebody's name server who plays with whom.
    private static InetSocketAddress address(Fields item, String name, String portName)
            throws MalformedMessageException {
        String literal = item.text(name);
        if (literal.indexOf('%') >= 0) {
            throw new MalformedMessageException("A candidate's address has a scope.");
        }
        try {
            return new InetSocketAddress(InetAddress.ofLiteral(literal), (int) item.number(portName, 0, MAX_PORT));
        } catch (IllegalArgumentException e) {
            throw new MalformedMessageException("A candidate's address is not the literal of one.");
        }
    }
}
