package tutti.engine.scene;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import tutti.engine.desk.BusId;
import tutti.engine.desk.ParameterClass;
import tutti.engine.desk.RoutingGraph;
import tutti.engine.desk.StripId;
import tutti.engine.desk.StripSettings;

/// A named state of the desk.
///
/// @param name 1 to [#MAX_NAME_CHARS] characters in one line
/// @param scope what it brings back; the rest of the content is as a desk begins, or whatever it was
/// @param content without solos
public record Scene(String name, Set<ParameterClass> scope, RoutingGraph content) {
    /// The longest name.
    public static final int MAX_NAME_CHARS = 48;

    public Scene {
        checkName(name);
        scope = Set.copyOf(scope);
        if (scope.isEmpty()) {
            throw new IllegalArgumentException("A scene without a scope holds nothing; choose what it is to store.");
        }
    }

    /// Takes a desk down. What no strip sends to a bus is taken down, too: a recall switches it off again.
    static Scene of(String name, Set<ParameterClass> scope, RoutingGraph desk) {
        Map<StripId, StripSettings> strips = new LinkedHashMap<>();
        desk.strips().forEach((strip, settings) -> {
            StripSettings whole = settings;
            for (BusId bus : desk.buses().keySet()) {
                whole = bus.equals(BusId.PFL) ? whole : whole.withSend(bus, send -> send);
            }
            strips.put(strip, whole);
        });
        return new Scene(
                name, scope, new RoutingGraph(strips, desk.buses(), desk.vcas(), desk.links(), Set.of(), Set.of()));
    }

    /// @throws IllegalArgumentException with a sentence, if a scene cannot be called so
    static void checkName(String name) {
        if (name.isBlank()
                || !name.equals(name.strip())
                || name.codePointCount(0, name.length()) > MAX_NAME_CHARS
                || name.codePoints().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "A scene's name is one line of 1 to " + MAX_NAME_CHARS + " characters, not \"" + name + "\".");
        }
    }
}
