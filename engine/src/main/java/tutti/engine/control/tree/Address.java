package tutti.engine.control.tree;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;

/// The addresses of nodes: `/` for the root, else names with a slash before each, for example
/// `/strip/bob/main/gain`.
///
/// A name is printable ASCII without what OSC 1.0 keeps for patterns (`space # * , / ? [ ] { }`). `~` is left
/// to [#name], which writes everything else with it.
///
/// Thread: any (stateless).
public final class Address {
    /// The longest address: what fits any OSC packet and any line of a URL.
    public static final int MAX_CHARS = 255;

    /// The longest name that [#name] makes: three of them fit an address, with what stands between.
    public static final int MAX_NAME_CHARS = 64;

    /// The deepest address, in names.
    public static final int MAX_NAMES = 16;

    /// The address of everything.
    public static final String ROOT = "/";

    private static final String RESERVED = " #*,/?[]{}";
    private static final char ESCAPE = '~';

    private Address() {}

    /// Whether it is the address that a node may have.
    public static boolean isAddress(String text) {
        if (text.equals(ROOT)) {
            return true;
        }
        return text.length() <= MAX_CHARS
                && text.startsWith(ROOT)
                && names(text).size() <= MAX_NAMES
                && names(text).stream().allMatch(Address::isName);
    }

    /// Whether it is the name that a node may have.
    public static boolean isName(String text) {
        return !text.isEmpty() && text.chars().allMatch(Address::isPlain);
    }

    private static boolean isPlain(int character) {
        return character > ' ' && character < 0x7F && RESERVED.indexOf(character) < 0;
    }

    /// Makes a name of any text, a different one for every text: a byte of its UTF-8 that no name may hold,
    /// and `~` itself, becomes `~` and two hexadecimal digits. `Bob Smith` becomes `Bob~20Smith`, nothing at
    /// all becomes `~`. What would be longer than [#MAX_NAME_CHARS], as 32 Chinese characters are, is cut off, and
    /// `~` and a checksum of the whole follow; such names differ unless somebody tries hard.
    public static String name(String text) {
        if (text.isEmpty()) {
            return String.valueOf(ESCAPE);
        }
        StringBuilder name = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (octet > 0 && isPlain(octet) && octet != ESCAPE) {
                name.append((char) octet);
            } else {
                name.append(ESCAPE).append(String.format(Locale.ROOT, "%02X", octet & 0xFF));
            }
        }
        return name.length() <= MAX_NAME_CHARS ? name.toString() : shortened(name.toString());
    }

    private static String shortened(String name) {
        CRC32 checksum = new CRC32();
        checksum.update(name.getBytes(StandardCharsets.US_ASCII));
        String tail = ESCAPE + String.format(Locale.ROOT, "%08X", checksum.getValue());
        return name.substring(0, MAX_NAME_CHARS - tail.length()) + tail;
    }

    /// The names of an address, the outermost first; none for the root.
    static List<String> names(String address) {
        return address.equals(ROOT) ? List.of() : List.of(address.substring(1).split("/", -1));
    }

    /// The address of what holds this one; the root for the root.
    public static String parent(String address) {
        int slash = address.lastIndexOf('/');
        return slash <= 0 ? ROOT : address.substring(0, slash);
    }

    /// The address of something in a branch.
    public static String join(String branch, String name) {
        return branch.equals(ROOT) ? branch + name : branch + '/' + name;
    }

    /// Whether an address is the branch itself or lies in it.
    public static boolean isWithin(String address, String branch) {
        return branch.equals(ROOT)
                || address.equals(branch)
                || (address.startsWith(branch) && address.charAt(branch.length()) == '/');
    }
}
