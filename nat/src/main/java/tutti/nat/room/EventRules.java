package tutti.nat.room;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// What events have in common: each method passes what is within its limits, and refuses all else with an
/// [IllegalArgumentException].
///
/// Thread: any (stateless).
final class EventRules {
    private static final Pattern MEMBER_ID = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern KIND = Pattern.compile("[a-z0-9-]{1,16}");

    private EventRules() {}

    static String memberId(String memberId) {
        if (!MEMBER_ID.matcher(memberId).matches()) {
            throw new IllegalArgumentException("A member id is 32 hexadecimal digits.");
        }
        return memberId;
    }

    static String title(String title) {
        if (title.length() > RoomEvent.MAX_TITLE_CHARS || !isPassage(title) || title.indexOf('\n') >= 0) {
            throw new IllegalArgumentException(
                    "A room's title is one line of at most " + RoomEvent.MAX_TITLE_CHARS + " letters.");
        }
        return title;
    }

    static void note(String kind, String data) {
        if (!KIND.matcher(kind).matches()
                || !isPassage(data)
                || data.getBytes(StandardCharsets.UTF_8).length > RoomEvent.MAX_NOTE_BYTES) {
            throw new IllegalArgumentException("A note has a kind of 1 to 16 lower-case letters, and at most "
                    + RoomEvent.MAX_NOTE_BYTES + " bytes of text.");
        }
    }

    static String chat(String text) {
        if (text.isEmpty() || text.length() > RoomEvent.MAX_CHAT_CHARS || !isPassage(text)) {
            throw new IllegalArgumentException(
                    "A chat message has 1 to " + RoomEvent.MAX_CHAT_CHARS + " letters and no control characters.");
        }
        return text;
    }

    /// Text that is the same for everybody, and harmless on a terminal: whole characters, and of control characters
    /// none
    /// but line feeds.
    private static boolean isPassage(String text) {
        return text.codePoints().allMatch(EventRules::isHarmless);
    }

    private static boolean isHarmless(int codePoint) {
        return codePoint == '\n'
                || (!Character.isISOControl(codePoint) && Character.getType(codePoint) != Character.SURROGATE);
    }
}
