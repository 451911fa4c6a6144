package tutti.nat.room.wire;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// JSON from strangers (RFC 8259): bounded in length, depth and number of values before anything is made of it.
///
/// Thread: any (stateless).
public final class StrictJson {
    private static final int MAX_NUMBER_CHARS = 20;
    private static final int MAX_NAME_CHARS = 64;

    /// Far above what the fullest message needs: an offer with 32 candidates.
    private static final int MAX_TOKENS = 2000;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxDocumentLength(WireLimits.MAX_MESSAGE_BYTES)
                            .maxStringLength(WireLimits.MAX_MESSAGE_BYTES)
                            .maxNestingDepth(WireLimits.MAX_DEPTH)
                            .maxNumberLength(MAX_NUMBER_CHARS)
                            .maxNameLength(MAX_NAME_CHARS)
                            .maxTokenCount(MAX_TOKENS)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private StrictJson() {}

    /// The beginning of a message.
    public static ObjectNode object(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }

    /// Reads a JSON object.
    ///
    /// @throws MalformedMessageException if it is something else, too long, too deep, or names something twice
    public static Fields parse(String text) throws MalformedMessageException {
        if (isTooLong(text)) {
            throw new MalformedMessageException(
                    "The message is longer than " + WireLimits.MAX_MESSAGE_BYTES + " bytes.");
        }
        try {
            JsonNode node = JSON.readTree(text);
            if (node.isObject()) {
                return new Fields(node);
            }
        } catch (JacksonException e) {
            // Its message quotes what it read; ours must not.
            throw new MalformedMessageException("The message is not JSON, or too deep, or names something twice.");
        }
        throw new MalformedMessageException("The message is not a JSON object.");
    }

    /// Whether a text has more than [WireLimits#MAX_MESSAGE_BYTES] bytes in UTF-8, which are up to three a char.
    private static boolean isTooLong(String text) {
        if (text.length() <= WireLimits.MAX_MESSAGE_BYTES / 3) {
            return false;
        }
        long numBytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x800 && !Character.isSurrogate(c)) {
                numBytes += 2;
            } else if (c >= 0x80) {
                numBytes++;
            }
        }
        return numBytes > WireLimits.MAX_MESSAGE_BYTES;
    }
}
