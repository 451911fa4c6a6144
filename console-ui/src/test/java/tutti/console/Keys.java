package tutti.console;

import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/// Keys as a keyboard would send them; the headless platform's robot cannot hold two at once.
public final class Keys {
    private Keys() {}

    /// With the control key.
    public static KeyEvent shortcut(KeyCode code) {
        return new KeyEvent(KeyEvent.KEY_PRESSED, "", code.getChar(), code, false, true, false, false);
    }

    /// Alone.
    public static KeyEvent press(KeyCode code) {
        return new KeyEvent(KeyEvent.KEY_PRESSED, "", code.getChar(), code, false, false, false, false);
    }

    /// A letter.
    public static KeyEvent type(String letter) {
        return new KeyEvent(KeyEvent.KEY_TYPED, letter, "", KeyCode.UNDEFINED, false, false, false, false);
    }
}
