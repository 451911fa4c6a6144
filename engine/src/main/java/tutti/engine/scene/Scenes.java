package tutti.engine.scene;

import java.nio.file.Path;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tutti.engine.desk.Crossfade;
import tutti.engine.desk.Desk;
import tutti.engine.desk.RoutingGraph;

/// The scenes of one player in one room: stored, recalled, deleted.
///
/// A recall is an edit of the desk; with a fade it is followed by one every [#STEP_NS], until everything has arrived.
/// Another recall begins from where the former one has come to.
///
/// Thread: any but the callback; waits for the disk. RT-safe: no.
public final class Scenes {
    /// One step of a fade: no further apart than the callback's ramps are long, so that they join.
    public static final long STEP_NS = 8_000_000;

    private final Desk desk;
    private final SceneFolder folder;
    private final LongSupplier nanoClock;
    private final Runnable onFade;
    private volatile SceneSettings settings = SceneSettings.INITIAL;
    private volatile List<String> names;
    private volatile String last = "";
    private volatile @Nullable Fade fade;

    /// A recall on its way.
    private record Fade(Crossfade way, long beganNs, long durationNs) {}

    /// @param folder where the scenes lie; made when the first one is stored
    /// @param onFade is called when a fade begins and [#step] is wanted
    public Scenes(Desk desk, Path folder, LongSupplier nanoClock, Runnable onFade) {
        this.desk = desk;
        this.folder = new SceneFolder(folder);
        this.nanoClock = nanoClock;
        this.onFade = onFade;
        names = this.folder.names();
    }

    /// How scenes are stored and recalled.
    public SceneSettings settings() {
        return settings;
    }

    /// Stores and recalls otherwise from now on.
    public synchronized void set(UnaryOperator<SceneSettings> change) {
        settings = change.apply(settings);
    }

    /// What there is, in the order of the alphabet.
    public List<String> names() {
        return names;
    }

    /// What was stored or recalled last; empty if nothing was.
    public String last() {
        return last;
    }

    /// Whether a recall is on its way.
    public boolean isFading() {
        return fade != null;
    }

    /// Stores the desk as it stands, in place of a scene of that name.
    ///
    /// @throws IllegalArgumentException with a sentence, if it cannot be
    public synchronized void store(String name) {
        folder.write(Scene.of(name, settings.scope(), desk.view().graph()));
        names = folder.names();
        last = name;
    }

    /// Brings a scene back.
    ///
    /// @throws IllegalArgumentException with a sentence, if there is none, or there cannot be such a desk
    /// @throws tutti.engine.driver.DriverException with a sentence, if a bus can get no ports
    public synchronized void recall(String name) {
        Scene scene = folder.read(name);
        long durationNs = (long) (settings.fadeSeconds() * 1e9);
        Crossfade[] way = new Crossfade[1];
        desk.edit(now -> {
            RoutingGraph wanted = now.recalling(scene.content(), scene.scope());
            way[0] = new Crossfade(now, wanted);
            return durationNs == 0 ? wanted : way[0].begun(now);
        });
        last = name;
        fade = durationNs == 0 ? null : new Fade(way[0], nanoClock.getAsLong(), durationNs);
        if (durationNs > 0) {
            onFade.run();
        }
    }

    /// Deletes a scene; the desk stays as it is.
    ///
    /// @throws IllegalArgumentException with a sentence, if there is none or it cannot be
    public synchronized void delete(String name) {
        folder.delete(name);
        names = folder.names();
        last = last.equals(name) ? "" : last;
    }

    /// Goes on with a fade.
    ///
    /// @return whether there is one to go on with
    public synchronized boolean step() {
        Fade present = fade;
        if (present == null) {
            return false;
        }
        double share = Math.min(1, (nanoClock.getAsLong() - present.beganNs) / (double) present.durationNs);
        desk.edit(now -> present.way.at(now, share));
        if (share >= 1) {
            fade = null;
        }
        return fade != null;
    }
}
