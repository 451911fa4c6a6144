package tutti.console.panel;

import java.util.List;
import javafx.scene.Node;

/// One of the things that can be worked with, a package of its own. It is there only while the engine has what it
/// shows.
///
/// Thread: the screen's.
public interface Panel {
    /// By which its title `panel.NAME`, its icon and its style class are known.
    String name();

    /// Whether the engine has anything for it.
    boolean isPresent();

    /// What it looks like; the same one at every call.
    Node node();

    /// Brings what is seen in line with what the mirror holds. Called once a pulse while the panel is shown.
    ///
    /// @param nowNs the pulse's time, on any clock that never jumps
    void onPulse(long nowNs);

    /// The keys that are good here.
    default List<KeyChapter> keys() {
        return List.of();
    }

    /// Where the keyboard goes when the panel is opened.
    default Node firstFocus() {
        return node();
    }
}
