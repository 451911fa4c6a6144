package tutti.engine.control.client;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// How an engine is reached.
///
/// @param uri for example `http://127.0.0.1:41234`
/// @param token what it wants to hear
/// @param name the player's
public record Door(URI uri, String token, String name) {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int MAX_BYTES = 4_096;

    /// Reads the file that an engine has written:
    /// `{"uri":"http://127.0.0.1:41234","token":"…","name":"alice","pid":123}`.
    ///
    /// @throws DoorException if it is none
    public static Door read(Path file) {
        String text;
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new DoorException(file + " is no door file; take the one that the engine has written.");
            }
            text = Files.readString(file);
        } catch (IOException unreadable) {
            throw new DoorException(
                    "The door file " + file + " cannot be read; is the engine still running?", unreadable);
        }
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
            Door door = parse(json);
            if (door != null) {
                return door;
            }
        } catch (JacksonException | IllegalArgumentException malformed) {
            // Its message would quote the token.
            throw new DoorException(file + " is no door file; take the one that the engine has written.");
        }
        throw new DoorException(file + " is no door file; take the one that the engine has written.");
    }

    private static @Nullable Door parse(JsonParser json) {
        String uri = null;
        String token = null;
        String name = null;
        if (json.nextToken() != JsonToken.START_OBJECT) {
            return null;
        }
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String property = json.currentName();
            json.nextToken();
            switch (property) {
                case "uri" -> uri = json.getValueAsString();
                case "token" -> token = json.getValueAsString();
                case "name" -> name = json.getValueAsString();
                default -> json.skipChildren();
            }
        }
        return uri == null || token == null || name == null || !uri.matches("http://[^/?#@]+")
                ? null
                : new Door(URI.create(uri), token, name);
    }

    /// The token is no word for a log.
    @Override
    public String toString() {
        return "Door[uri=" + uri + ", name=" + name + "]";
    }
}
