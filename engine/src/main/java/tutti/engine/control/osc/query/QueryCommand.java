package tutti.engine.control.osc.query;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/// What a client says in a text frame, `{"COMMAND":"LISTEN","DATA":"/strip/bob/main/gain"}`. `LISTEN` and `IGNORE` are
/// OSCQuery's and mean one node; the others are extensions of ours and mean all that a pattern does, also what is added
/// later.
sealed interface QueryCommand {
    /// Tell changes of this node.
    record Listen(String path) implements QueryCommand {}

    /// No more of this node.
    record Ignore(String path) implements QueryCommand {}

    /// Tell changes of these: `"DATA":"//*"`, or `"DATA":{"PATTERN":"/strip/*/*/meter/*","HZ":30}`.
    ///
    /// @param hz how often a node may be told, at most; [Double#NaN] for as often as its own pace
    record Subscribe(String pattern, double hz) implements QueryCommand {}

    /// No more of these.
    record Unsubscribe(String pattern) implements QueryCommand {}

    /// The extension's name, as it stands in frames and in HOST_INFO.
    String SUBSCRIBE = "TUTTI_SUBSCRIBE";

    /// The extension's name.
    String UNSUBSCRIBE = "TUTTI_UNSUBSCRIBE";

    /// The longest frame, in characters.
    int MAX_CHARS = 16_384;

    /// Reads a frame; empty if it is none of these. Bounded in length, depth and number of values before anything is
    /// made of it.
    static Optional<QueryCommand> read(String text) {
        return Reading.read(text);
    }

    /// The reading itself.
    final class Reading {
        private static final int MAX_DEPTH = 4;
        private static final int MAX_TOKENS = 32;
        private static final int MAX_STRING_CHARS = 512;
        private static final int MAX_NUMBER_CHARS = 20;

        private static final JsonFactory JSON = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxDocumentLength(MAX_CHARS)
                        .maxStringLength(MAX_STRING_CHARS)
                        .maxNestingDepth(MAX_DEPTH)
                        .maxNumberLength(MAX_NUMBER_CHARS)
                        .maxNameLength(MAX_STRING_CHARS)
                        .maxTokenCount(MAX_TOKENS)
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();

        private @Nullable String command;
        private @Nullable String data;
        private double hz = Double.NaN;

        private Reading() {}

        private static Optional<QueryCommand> read(String text) {
            if (text.length() > MAX_CHARS) {
                return Optional.empty();
            }
            try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
                Reading reading = new Reading();
                return reading.frame(json) && json.nextToken() == null ? reading.meaning() : Optional.empty();
            } catch (JacksonException malformed) {
                return Optional.empty();
            }
        }

        private boolean frame(JsonParser json) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (name.equals("COMMAND") && value == JsonToken.VALUE_STRING) {
                    command = json.getString();
                } else if (name.equals("DATA") && value == JsonToken.VALUE_STRING) {
                    data = json.getString();
                } else if (name.equals("DATA") && value == JsonToken.START_OBJECT) {
                    pattern(json);
                } else {
                    json.skipChildren();
                }
            }
            return json.currentToken() == JsonToken.END_OBJECT;
        }

        private void pattern(JsonParser json) {
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (name.equals("PATTERN") && value == JsonToken.VALUE_STRING) {
                    data = json.getString();
                } else if (name.equals("HZ") && value.isNumeric()) {
                    hz = json.getDoubleValue();
                } else {
                    json.skipChildren();
                }
            }
        }

        private Optional<QueryCommand> meaning() {
            if (command == null || data == null) {
                return Optional.empty();
            }
            return switch (command) {
                case "LISTEN" -> Optional.of(new Listen(data));
                case "IGNORE" -> Optional.of(new Ignore(data));
                case SUBSCRIBE -> Optional.of(new Subscribe(data, hz));
                case UNSUBSCRIBE -> Optional.of(new Unsubscribe(data));
                default -> Optional.empty();
            };
        }
    }
}
