package tutti.console.mixer;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// What people call what the tree calls `Bob~20Smith`: the way back from [tutti.engine.control.tree.Address#name].
final class NodeNames {
    private NodeNames() {}

    static String shown(String name) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(name.length());
        for (int at = 0; at < name.length(); at++) {
            if (name.charAt(at) == '~' && isHex(name, at + 1) && isHex(name, at + 2)) {
                bytes.write(HexFormat.fromHexDigits(name, at + 1, at + 3));
                at += 2;
            } else {
                bytes.writeBytes(name.substring(at, at + 1).getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static boolean isHex(String name, int at) {
        return at < name.length() && HexFormat.isHexDigit(name.charAt(at));
    }
}
