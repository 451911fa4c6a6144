package tutti.console.link;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// The names in addresses as people know them: undoes [tutti.engine.control.tree.Address#name].
public final class NodeName {
    private static final int HEX = 16;

    private NodeName() {}

    /// `Bob~20Smith` becomes `Bob Smith`. What is no such escape stays as it is.
    public static String words(String name) {
        if (name.indexOf('~') < 0) {
            return name;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int at = 0; at < name.length(); at++) {
            char letter = name.charAt(at);
            if (letter == '~' && at + 2 < name.length() && isHex(name.charAt(at + 1)) && isHex(name.charAt(at + 2))) {
                bytes.write(Integer.parseInt(name.substring(at + 1, at + 3), HEX));
                at += 2;
            } else {
                bytes.writeBytes(String.valueOf(letter).getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static boolean isHex(char letter) {
        return Character.digit(letter, HEX) >= 0;
    }
}
