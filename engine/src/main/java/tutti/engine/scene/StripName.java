package tutti.engine.scene;

import tutti.engine.desk.StripId;

/// Strips as they are called in files: `strip/PLAYER/TRACK`, `own/TRACK`, `click`, `playback`. No name of a player or
/// track has a slash.
final class StripName {
    private StripName() {}

    static String of(StripId strip) {
        return switch (strip) {
            case StripId.Remote(String peer, String track) -> "strip/" + peer + "/" + track;
            case StripId.Local(String track) -> "own/" + track;
            case StripId.Click _ -> "click";
            case StripId.Playback _ -> "playback";
        };
    }

    /// @throws IllegalArgumentException with a sentence, if no strip can be called so
    static StripId parse(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length == 3 && parts[0].equals("strip")) {
            return new StripId.Remote(parts[1], parts[2]);
        }
        if (parts.length == 2 && parts[0].equals("own")) {
            return new StripId.Local(parts[1]);
        }
        return switch (text) {
            case "click" -> StripId.CLICK;
            case "playback" -> StripId.PLAYBACK;
            default -> throw new IllegalArgumentException("No strip is called \"" + text + "\".");
        };
    }
}
