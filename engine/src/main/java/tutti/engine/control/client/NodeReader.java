package tutti.engine.control.client;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tutti.engine.control.tree.Access;
import tutti.engine.control.tree.Address;
import tutti.engine.control.tree.ControlTree;
import tutti.engine.control.tree.Kind;
import tutti.engine.control.tree.Unit;
import tutti.engine.control.tree.Value;

/// Reads OSCQuery's description of nodes: leaves that we have types for, each with what it holds. What is unknown is
/// passed over. Bounded in length, depth and number of nodes, as what comes over the network is.
///
/// Thread: any (stateless).
final class NodeReader {
    /// Far above what the fullest tree takes.
    private static final long MAX_DOCUMENT_BYTES = 1L << 25;

    private static final int MAX_STRING_CHARS = 1 << 20;
    private static final int MAX_NUMBER_CHARS = 64;

    /// Two objects a name, and what stands in a leaf.
    private static final int MAX_DEPTH = 2 * Address.MAX_NAMES + 4;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxDocumentLength(MAX_DOCUMENT_BYTES)
                    .maxStringLength(MAX_STRING_CHARS)
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_NUMBER_CHARS)
                    .build())
            .build();

    private final List<NodeState> found = new ArrayList<>();

    private NodeReader() {}

    /// Reads a node with everything below it.
    ///
    /// @throws DoorException if it is not that
    static List<NodeState> read(InputStream in) {
        NodeReader reader = new NodeReader();
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), in)) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                reader.node(json);
            }
            return reader.found;
        } catch (JacksonException malformed) {
            throw new DoorException("The engine's answer is not OSCQuery; is that address an engine's?", malformed);
        }
    }

    /// What a server is called, in its HOST_INFO; empty if it does not say.
    ///
    /// @throws DoorException if it is not that
    static String hostName(InputStream in) {
        String name = "";
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), in)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean isName = json.currentName().equals("NAME");
                if (json.nextToken() == JsonToken.VALUE_STRING && isName) {
                    name = json.getString();
                } else {
                    json.skipChildren();
                }
            }
            return name;
        } catch (JacksonException malformed) {
            throw new DoorException("The engine's answer is not OSCQuery; is that address an engine's?", malformed);
        }
    }

    /// What stands in a node, before it is known what it means.
    private static final class Draft {
        String address = "";
        String type = "";
        int access;
        String unit = "";
        String help = "";
        int maxChars = MAX_STRING_CHARS;
        final List<String> tags = new ArrayList<>();

        @Nullable
        Object value;

        @Nullable
        Object initial;

        @Nullable
        Number min;

        @Nullable
        Number max;

        @Nullable
        List<String> words;
    }

    /// At the beginning of an object; afterwards at its end.
    private void node(JsonParser json) {
        Draft draft = new Draft();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "FULL_PATH" -> draft.address = json.getValueAsString("");
                case "TYPE" -> draft.type = json.getValueAsString("");
                case "ACCESS" -> draft.access = json.getValueAsInt(0);
                case "DESCRIPTION" -> draft.help = json.getValueAsString("");
                case "TUTTI_MAX_CHARS" -> draft.maxChars = json.getValueAsInt(MAX_STRING_CHARS);
                case "UNIT" -> draft.unit = first(json) instanceof String text ? text : "";
                case "VALUE" -> draft.value = first(json);
                case "DEFAULT_VALUE" -> draft.initial = first(json);
                case "TAGS" -> strings(json, draft.tags);
                case "RANGE" -> range(json, draft);
                case "CONTENTS" -> contents(json);
                default -> json.skipChildren();
            }
        }
        if (!draft.type.isEmpty() && found.size() < ControlTree.MAX_LEAVES) {
            leaf(draft);
        }
    }

    private void contents(JsonParser json) {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                node(json);
            } else {
                json.skipChildren();
            }
        }
    }

    /// The first entry of an array, or the bare value.
    private static @Nullable Object first(JsonParser json) {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            return scalar(json);
        }
        json.nextToken();
        Object entry = scalar(json);
        while (json.currentToken() != JsonToken.END_ARRAY && json.nextToken() != JsonToken.END_ARRAY) {
            json.skipChildren();
        }
        return entry;
    }

    private static @Nullable Object scalar(JsonParser json) {
        JsonToken token = json.currentToken();
        if (token == JsonToken.VALUE_STRING) {
            return json.getString();
        }
        if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
            return json.getNumberValue();
        }
        if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
            return token == JsonToken.VALUE_TRUE;
        }
        json.skipChildren();
        return null;
    }

    private static void strings(JsonParser json, List<String> into) {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (scalar(json) instanceof String text) {
                into.add(text);
            }
        }
    }

    /// One object, alone or the first of an array.
    private static void range(JsonParser json, Draft draft) {
        boolean isArray = json.currentToken() == JsonToken.START_ARRAY;
        if (isArray) {
            json.nextToken();
        }
        if (json.currentToken() == JsonToken.START_OBJECT) {
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "MIN" -> draft.min = scalar(json) instanceof Number number ? number : null;
                    case "MAX" -> draft.max = scalar(json) instanceof Number number ? number : null;
                    case "VALS" -> {
                        List<String> words = new ArrayList<>();
                        strings(json, words);
                        draft.words = words;
                    }
                    default -> json.skipChildren();
                }
            }
        }
        while (isArray && json.currentToken() != JsonToken.END_ARRAY && json.nextToken() != JsonToken.END_ARRAY) {
            json.skipChildren();
        }
    }

    private void leaf(Draft draft) {
        Kind kind = kind(draft);
        Access access = access(draft.access);
        if (kind == null || access == null || !Address.isAddress(draft.address)) {
            return;
        }
        RemoteNode node = new RemoteNode(
                draft.address, kind, access, unit(draft.unit), draft.help, draft.tags, value(kind, draft.initial));
        Value value = value(kind, draft.value);
        found.add(new NodeState(node, value == null ? Value.NIL : value));
    }

    private static @Nullable Kind kind(Draft draft) {
        Number min = draft.min;
        Number max = draft.max;
        return switch (draft.type) {
            case "f", "d" -> {
                float least = min == null ? Float.NEGATIVE_INFINITY : min.floatValue();
                float most = max == null ? Float.POSITIVE_INFINITY : max.floatValue();
                yield least <= most ? new Kind.Real(least, most) : null;
            }
            case "i", "h" -> {
                long least = min == null ? Long.MIN_VALUE : min.longValue();
                long most = max == null ? Long.MAX_VALUE : max.longValue();
                yield least <= most ? new Kind.Whole(least, most) : null;
            }
            case "T", "F" -> new Kind.Toggle();
            case "s" -> draft.words == null ? new Kind.Text(draft.maxChars) : new Kind.Choice(draft.words);
            case "b" -> new Kind.Blob();
            case "I", "N" -> new Kind.Command();
            default -> null;
        };
    }

    private static @Nullable Access access(int number) {
        for (Access each : Access.values()) {
            if (each.number() == number) {
                return each;
            }
        }
        return null;
    }

    private static Unit unit(String text) {
        for (Unit each : Unit.values()) {
            if (each.text().equals(text)) {
                return each;
            }
        }
        return Unit.NONE;
    }

    private static @Nullable Value value(Kind kind, @Nullable Object json) {
        return switch (kind) {
            case Kind.Real _ when json instanceof Number number -> Value.of(number.doubleValue());
            case Kind.Whole _ when json instanceof Number number -> Value.of(number.longValue());
            case Kind.Toggle _ when json instanceof Boolean isOn -> Value.of(isOn);
            case Kind.Text _ when json instanceof String text -> Value.of(text);
            case Kind.Choice _ when json instanceof String text -> Value.of(text);
            case Kind.Real _, Kind.Whole _, Kind.Toggle _, Kind.Text _, Kind.Choice _, Kind.Blob _, Kind.Command _ ->
                null;
        };
    }
}
