package tutti.engine.control;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tutti.engine.control.tree.Leaf;
import tutti.engine.control.tree.Unit;
import tutti.engine.desk.ParameterClass;
import tutti.engine.scene.Scene;
import tutti.engine.scene.SceneSettings;
import tutti.engine.scene.Scenes;

/// The scenes as nodes, in `/scene`.
final class SceneNodes {
    private static final int MAX_LIST_CHARS = 16_384;

    private final Scenes scenes;

    SceneNodes(Scenes scenes) {
        this.scenes = scenes;
    }

    List<Leaf> leaves() {
        List<Leaf> leaves = new ArrayList<>(List.of(
                Leaf.text("/scene/store", Scene.MAX_NAME_CHARS)
                        .help("Stores the desk as it stands as the scene of this name, in place of one that is there.")
                        .obey(scenes::store),
                Leaf.text("/scene/recall", Scene.MAX_NAME_CHARS)
                        .help("Brings the scene of this name back, but for what strips keep safe.")
                        .obey(name -> Asked.ofDriver(() -> scenes.recall(name))),
                Leaf.text("/scene/delete", Scene.MAX_NAME_CHARS)
                        .help("Deletes the scene of this name; the desk stays as it is.")
                        .obey(scenes::delete),
                Leaf.real("/scene/fade", 0, SceneSettings.MAX_FADE_SECONDS)
                        .unit(Unit.SECONDS)
                        .initial(0)
                        .help(
                                "How long a recall takes: faders, sends, pans and trims glide, the rest is there at once.")
                        .bind(() -> scenes.settings().fadeSeconds(), this::fade),
                Leaf.toggle("/scene/fading")
                        .help("Whether a recall is on its way.")
                        .bind(scenes::isFading),
                Leaf.text("/scene/list", MAX_LIST_CHARS)
                        .help("The names of the scenes, one a line.")
                        .bind(() -> String.join("\n", scenes.names())),
                Leaf.text("/scene/last", Scene.MAX_NAME_CHARS)
                        .help("The scene that was stored or recalled last; empty if none was.")
                        .bind(scenes::last)));
        for (ParameterClass parameters : ParameterClass.ALL) {
            leaves.add(scope(parameters));
        }
        return leaves;
    }

    private void fade(double seconds) {
        scenes.set(settings -> new SceneSettings(seconds, settings.scope()));
    }

    private Leaf scope(ParameterClass parameters) {
        return Leaf.toggle("/scene/scope/" + parameters.word())
                .initial(true)
                .help("Whether the next scene that is stored holds the desk's " + parameters.word() + ".")
                .bind(() -> scenes.settings().scope().contains(parameters), on -> scope(parameters, on));
    }

    private void scope(ParameterClass parameters, boolean isHeld) {
        scenes.set(settings -> {
            Set<ParameterClass> scope = new HashSet<>(settings.scope());
            if (isHeld) {
                scope.add(parameters);
            } else {
                scope.remove(parameters);
            }
            return new SceneSettings(settings.fadeSeconds(), scope);
        });
    }
}
