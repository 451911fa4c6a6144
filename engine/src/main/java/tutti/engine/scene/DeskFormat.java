package tutti.engine.scene;

import java.io.ByteArrayOutputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tutti.engine.desk.LatencySettings;
import tutti.engine.desk.ParameterClass;

/// Scenes and desks as text that a person can read and edit:
///
/// ```
/// {
///   "tutti" : "scene",
///   "version" : 1,
///   "name" : "Chorus",
///   "scope" : [ "fader", "mute" ],
///   "strips" : {
///     "strip/bob/main" : { "fader_db" : -6.0, "muted" : false },
///     "own/guitar" : { "fader_db" : 0.0, "muted" : false }
///   }
/// }
/// ```
///
/// What is missing is as a desk begins, what is not known is passed over. A file of an older version is raised to the
/// present one step by step; one of a newer version is not read.
///
/// Thread: any (stateless).
final class DeskFormat {
    /// As files are written now.
    static final DeskFormat CURRENT = new DeskFormat(List.of());

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final ObjectWriteContext INDENTED = new ObjectWriteContext.Base() {
        @Override
        public PrettyPrinter getPrettyPrinter() {
            return new DefaultPrettyPrinter();
        }
    };

    private final List<Migration> migrations;

    /// @param migrations what raises a file of version 1, of version 2 and so on; the present version is one more
    DeskFormat(List<Migration> migrations) {
        this.migrations = List.copyOf(migrations);
    }

    private int version() {
        return migrations.size() + 1;
    }

    byte[] write(Scene scene) {
        return document("scene", json -> {
            json.writeStringProperty("name", scene.name());
            scope(json, scene.scope());
            new GraphWriter(json, scene.scope(), false).write(scene.content());
        });
    }

    byte[] write(DeskState desk) {
        return document("desk", json -> {
            json.writeObjectPropertyStart("scenes");
            json.writeNumberProperty("fade_s", desk.scenes().fadeSeconds());
            scope(json, desk.scenes().scope());
            json.writeEndObject();
            json.writeObjectPropertyStart("latency");
            json.writeBooleanProperty("match", desk.latency().isMatched());
            json.writeNumberProperty("target_ms", desk.latency().targetMs());
            json.writeBooleanProperty("own", desk.latency().isOwnDelayed());
            json.writeEndObject();
            new GraphWriter(json, ParameterClass.ALL, true).write(desk.graph().withoutSolos());
        });
    }

    private static void scope(JsonGenerator json, Set<ParameterClass> scope) {
        json.writeArrayPropertyStart("scope");
        scope.stream().sorted().map(ParameterClass::word).forEach(json::writeString);
        json.writeEndArray();
    }

    private byte[] document(String kind, Consumer<JsonGenerator> content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(INDENTED, bytes)) {
            json.writeStartObject();
            json.writeStringProperty("tutti", kind);
            json.writeNumberProperty("version", version());
            content.accept(json);
            json.writeEndObject();
            json.writeRaw('\n');
        }
        return bytes.toByteArray();
    }

    /// @throws MalformedFileException if it is no scene
    Scene readScene(byte[] text) throws MalformedFileException {
        Members document = document("scene", text);
        try {
            return new Scene(document.text("name", ""), scope(document, Set.of()), GraphReader.read(document));
        } catch (IllegalArgumentException refused) {
            throw new MalformedFileException(String.valueOf(refused.getMessage()));
        }
    }

    /// @throws MalformedFileException if it is no desk
    DeskState readDesk(byte[] text) throws MalformedFileException {
        Members document = document("desk", text);
        Members scenes = document.object("scenes");
        Members latency = document.object("latency");
        try {
            return new DeskState(
                    GraphReader.read(document),
                    new SceneSettings(scenes.number("fade_s", 0), scope(scenes, ParameterClass.ALL)),
                    new LatencySettings(
                            latency.flag("match", false), latency.number("target_ms", 0), latency.flag("own", false)));
        } catch (IllegalArgumentException refused) {
            throw new MalformedFileException(String.valueOf(refused.getMessage()));
        }
    }

    private static Set<ParameterClass> scope(Members members, Set<ParameterClass> otherwise)
            throws MalformedFileException {
        if (!members.has("scope")) {
            return otherwise;
        }
        Set<ParameterClass> scope = new HashSet<>();
        for (String word : members.texts("scope", ParameterClass.ALL.size())) {
            scope.add(ParameterClass.of(word)
                    .orElseThrow(() -> new MalformedFileException("\"scope\" has a strange word")));
        }
        return scope;
    }

    private Members document(String kind, byte[] text) throws MalformedFileException {
        Map<String, Object> document = BoundedJson.parse(text);
        Members head = new Members("", document);
        if (!head.text("tutti", "").equals(kind)) {
            throw new MalformedFileException("it is not a " + kind + " of Tutti's");
        }
        int version = head.whole("version", 0);
        if (version < 1) {
            throw new MalformedFileException("\"version\" is not a number from 1 on");
        }
        if (version > version()) {
            throw new MalformedFileException("it was written by a newer Tutti");
        }
        for (Migration migration : migrations.subList(version - 1, migrations.size())) {
            document = migration.raised(document);
        }
        return new Members("", document);
    }
}
