package tutti.console.mixer;

/// Which strip it is: its branch of the tree, by which everything else finds it again.
///
/// @param branch for example `/strip/bob/main` or `/bus/monitor`
/// @param group by whom it is grouped: the player's name in the tree, empty for everything that is not a player's
/// @param name the track's or bus's name in the tree
public record ChannelId(ChannelKind kind, String branch, String group, String name) {
    /// A track of somebody else.
    public static ChannelId remote(String player, String track) {
        return new ChannelId(ChannelKind.REMOTE, "/strip/" + player + "/" + track, player, track);
    }

    /// A track that is played here.
    public static ChannelId own(String track) {
        return new ChannelId(ChannelKind.OWN, "/own/" + track, "", track);
    }

    /// The click.
    public static ChannelId click() {
        return new ChannelId(ChannelKind.CLICK, "/click", "", "click");
    }

    /// What a recording plays.
    public static ChannelId playback() {
        return new ChannelId(ChannelKind.PLAYBACK, "/playback", "", "playback");
    }

    /// A group.
    public static ChannelId vca(String name) {
        return new ChannelId(ChannelKind.VCA, "/vca/" + name, "", name);
    }

    /// A bus.
    public static ChannelId bus(String name) {
        return new ChannelId(ChannelKind.BUS, "/bus/" + name, "", name);
    }

    /// The address of one of its nodes.
    String at(String node) {
        return branch + "/" + node;
    }
}
