package tutti.engine.scene;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/// JSON (RFC 8259) as maps, lists, strings, doubles and booleans; bounded in length, depth, names and number of values
/// before anything is made of it.
///
/// Thread: any (stateless).
final class BoundedJson {
    private static final int MAX_DEPTH = 8;
    private static final int MAX_NUMBER_CHARS = 32;

    /// A strip is called by two names of 64 characters.
    private static final int MAX_NAME_CHARS = 160;

    private static final int MAX_STRING_CHARS = 256;
    private static final int MAX_TOKENS = 1_000_000;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxDocumentLength(WholeFile.MAX_BYTES)
                    .maxStringLength(MAX_STRING_CHARS)
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_NUMBER_CHARS)
                    .maxNameLength(MAX_NAME_CHARS)
                    .maxTokenCount(MAX_TOKENS)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private BoundedJson() {}

    /// Reads one object and nothing behind it.
    ///
    /// @throws MalformedFileException if it is something else, too long, too deep, or names something twice
    static Map<String, Object> parse(byte[] text) throws MalformedFileException {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedFileException("it is not a JSON object");
            }
            Map<String, Object> object = object(parser);
            if (parser.nextToken() != null) {
                throw new MalformedFileException("there is something behind the JSON object");
            }
            return object;
        } catch (JacksonException broken) {
            TokenStreamLocation at = broken.getLocation();
            throw new MalformedFileException((at == null ? "it" : "line " + at.getLineNr())
                    + " is not JSON, or too long, too deep, or names something twice");
        }
    }

    private static Map<String, Object> object(JsonParser parser) throws MalformedFileException {
        Map<String, Object> object = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            object.put(name, value(parser));
        }
        return object;
    }

    /// The depth is bounded by the parser, so that this cannot run out of stack.
    private static Object value(JsonParser parser) throws MalformedFileException {
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw new MalformedFileException("it ends in the middle");
        }
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> {
                List<Object> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(parser));
                }
                yield list;
            }
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw new MalformedFileException("there is a null where a value should be");
        };
    }
}
