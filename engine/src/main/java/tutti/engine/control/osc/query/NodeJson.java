package tutti.engine.control.osc.query;

import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tutti.engine.control.tree.Branch;
import tutti.engine.control.tree.Kind;
import tutti.engine.control.tree.Leaf;
import tutti.engine.control.tree.Node;
import tutti.engine.control.tree.Pace;
import tutti.engine.control.tree.Unit;
import tutti.engine.control.tree.Value;

/// Writes nodes as OSCQuery describes them, piece by piece as it goes along, so that the whole tree takes no memory.
///
/// What has one entry a type stands in an array of one, as every node of ours holds one value. Source:
/// OSCQueryProposal, third revision.
///
/// Thread: any (stateless).
final class NodeJson {
    private static final JsonFactory JSON = new JsonFactory();

    /// OSCQuery's number for what holds others.
    private static final int NO_ACCESS = 0;

    private NodeJson() {}

    /// Something that writes JSON.
    static JsonGenerator generator(OutputStream out) {
        return JSON.createGenerator(ObjectWriteContext.empty(), out);
    }

    /// A node with everything below it.
    static void write(Node node, JsonGenerator json) {
        json.writeStartObject();
        for (Attribute attribute : said(node)) {
            write(node, attribute, json);
        }
        json.writeEndObject();
    }

    /// What can be said of a node, in the order in which it is.
    static List<Attribute> said(Node node) {
        return switch (node) {
            case Branch _ -> List.of(Attribute.FULL_PATH, Attribute.ACCESS, Attribute.CONTENTS);
            case Leaf leaf -> said(leaf);
        };
    }

    private static List<Attribute> said(Leaf leaf) {
        List<Attribute> said = new ArrayList<>(List.of(Attribute.FULL_PATH, Attribute.TYPE, Attribute.ACCESS));
        if (leaf.access().canRead()) {
            said.add(Attribute.VALUE);
        }
        if (isBounded(leaf.kind())) {
            said.add(Attribute.RANGE);
            said.add(Attribute.CLIPMODE);
        }
        if (leaf.unit() != Unit.NONE) {
            said.add(Attribute.UNIT);
        }
        if (!leaf.help().isEmpty()) {
            said.add(Attribute.DESCRIPTION);
        }
        if (!leaf.tags().isEmpty()) {
            said.add(Attribute.TAGS);
        }
        if (leaf.initial() != null) {
            said.add(Attribute.DEFAULT_VALUE);
        }
        if (leaf.kind() instanceof Kind.Command) {
            said.add(Attribute.CRITICAL);
        }
        if (leaf.kind() instanceof Kind.Text) {
            said.add(Attribute.TUTTI_MAX_CHARS);
        }
        if (leaf.pace() == Pace.METER) {
            said.add(Attribute.TUTTI_METER);
        }
        return said;
    }

    private static boolean isBounded(Kind kind) {
        return switch (kind) {
            case Kind.Real(float min, float max) -> !Float.isInfinite(min) || !Float.isInfinite(max);
            case Kind.Whole(long min, long max) -> min != Long.MIN_VALUE || max != Long.MAX_VALUE;
            case Kind.Choice _ -> true;
            case Kind.Toggle _, Kind.Text _, Kind.Blob _, Kind.Command _ -> false;
        };
    }

    /// One attribute with its name; it must be one that is said of the node.
    static void write(Node node, Attribute attribute, JsonGenerator json) {
        json.writeName(attribute.name());
        switch (node) {
            case Branch branch -> write(branch, attribute, json);
            case Leaf leaf -> write(leaf, attribute, json);
        }
    }

    private static void write(Branch branch, Attribute attribute, JsonGenerator json) {
        switch (attribute) {
            case FULL_PATH -> json.writeString(branch.address());
            case ACCESS -> json.writeNumber(NO_ACCESS);
            default -> {
                json.writeStartObject();
                branch.children().forEach((name, child) -> {
                    json.writeName(name);
                    write(child, json);
                });
                json.writeEndObject();
            }
        }
    }

    private static void write(Leaf leaf, Attribute attribute, JsonGenerator json) {
        switch (attribute) {
            case FULL_PATH -> json.writeString(leaf.address());
            case TYPE -> json.writeString(String.valueOf(leaf.kind().typeTag()));
            case ACCESS -> json.writeNumber(leaf.access().number());
            case VALUE -> one(json, () -> value(leaf.read(), json));
            case RANGE -> one(json, () -> range(leaf.kind(), json));
            case CLIPMODE -> one(json, () -> json.writeString(clipMode(leaf.kind())));
            case UNIT -> one(json, () -> json.writeString(leaf.unit().text()));
            case DESCRIPTION -> json.writeString(leaf.help());
            case TAGS -> {
                json.writeStartArray();
                leaf.tags().forEach(json::writeString);
                json.writeEndArray();
            }
            case DEFAULT_VALUE -> one(json, () -> value(leaf.initial(), json));
            case TUTTI_MAX_CHARS -> json.writeNumber(leaf.kind() instanceof Kind.Text(int maxChars) ? maxChars : 0);
            case CRITICAL, TUTTI_METER -> json.writeBoolean(true);
            case CONTENTS, EXTENDED_TYPE, OVERLOADS, HTML -> json.writeNull();
        }
    }

    private static void one(JsonGenerator json, Runnable entry) {
        json.writeStartArray();
        entry.run();
        json.writeEndArray();
    }

    private static void value(@Nullable Value value, JsonGenerator json) {
        switch (value) {
            case Value.Real(float number) when Float.isFinite(number) -> json.writeNumber(number);
            case Value.Whole(long number) -> json.writeNumber(number);
            case Value.Toggle(boolean isOn) -> json.writeBoolean(isOn);
            case Value.Text(String text) -> json.writeString(text);
            // Neither bytes nor infinity exist in JSON.
            case Value.Real _, Value.Blob _, Value.Impulse _, Value.Nil _ -> json.writeNull();
            case null -> json.writeNull();
        }
    }

    private static void range(Kind kind, JsonGenerator json) {
        json.writeStartObject();
        switch (kind) {
            case Kind.Real(float min, float max) -> {
                if (!Float.isInfinite(min)) {
                    json.writeNumberProperty("MIN", min);
                }
                if (!Float.isInfinite(max)) {
                    json.writeNumberProperty("MAX", max);
                }
            }
            case Kind.Whole(long min, long max) -> {
                if (min != Long.MIN_VALUE) {
                    json.writeNumberProperty("MIN", min);
                }
                if (max != Long.MAX_VALUE) {
                    json.writeNumberProperty("MAX", max);
                }
            }
            case Kind.Choice(List<String> words) -> {
                json.writeArrayPropertyStart("VALS");
                words.forEach(json::writeString);
                json.writeEndArray();
            }
            case Kind.Toggle _, Kind.Text _, Kind.Blob _, Kind.Command _ -> {
                // They have none.
            }
        }
        json.writeEndObject();
    }

    private static String clipMode(Kind kind) {
        return switch (kind) {
            case Kind.Real(float min, float max) -> clipMode(!Float.isInfinite(min), !Float.isInfinite(max));
            case Kind.Whole(long min, long max) -> clipMode(min != Long.MIN_VALUE, max != Long.MAX_VALUE);
            case Kind.Choice _, Kind.Toggle _, Kind.Text _, Kind.Blob _, Kind.Command _ -> "none";
        };
    }

    private static String clipMode(boolean hasMin, boolean hasMax) {
        return hasMin ? hasMax ? "both" : "low" : hasMax ? "high" : "none";
    }
}
