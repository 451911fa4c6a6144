package tutti.engine.control.client;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tutti.engine.control.tree.Address;

/// What an engine says in a text frame of its tree's shape:
/// `{"COMMAND":"PATH_ADDED","DATA":"/strip/bob/main"}`, and the like for `PATH_REMOVED` and `PATH_CHANGED`.
final class PathNews {
    private static final JsonFactory JSON = new JsonFactory();

    private PathNews() {}

    /// Where something has come or gone; empty if it says something else.
    static Optional<String> read(String text) {
        String command = "";
        String path = "";
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                @Nullable String value = json.nextToken() == JsonToken.VALUE_STRING ? json.getString() : null;
                if (value == null) {
                    json.skipChildren();
                } else if (name.equals("COMMAND")) {
                    command = value;
                } else if (name.equals("DATA")) {
                    path = value;
                }
            }
        } catch (JacksonException malformed) {
            return Optional.empty();
        }
        boolean isNews =
                command.equals("PATH_ADDED") || command.equals("PATH_REMOVED") || command.equals("PATH_CHANGED");
        return isNews && Address.isAddress(path) ? Optional.of(path) : Optional.empty();
    }
}
