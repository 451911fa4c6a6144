package tutti.engine.scene;

import java.util.Set;
import tutti.engine.desk.ParameterClass;

/// How scenes are stored and recalled from now on.
///
/// @param fadeSeconds how long a recall takes, 0 to [#MAX_FADE_SECONDS]
/// @param scope what the next scene will hold
public record SceneSettings(double fadeSeconds, Set<ParameterClass> scope) {
    /// The longest fade.
    public static final double MAX_FADE_SECONDS = 60;

    /// At once, and all that there is.
    public static final SceneSettings INITIAL = new SceneSettings(0, ParameterClass.ALL);

    public SceneSettings {
        if (!(fadeSeconds >= 0 && fadeSeconds <= MAX_FADE_SECONDS)) {
            throw new IllegalArgumentException("A fade takes 0 to 60 s, not " + fadeSeconds + ".");
        }
        scope = Set.copyOf(scope);
    }
}
