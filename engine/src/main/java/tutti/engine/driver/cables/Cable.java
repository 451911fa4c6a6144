package tutti.engine.driver.cables;

/// A connection between two ports of the local graph.
///
/// @param source full name of the port that gives sound, as `tutti:monitor_1`
/// @param destination full name of the port that takes it, as `system:playback_1`
public record Cable(String source, String destination) {
    /// Whether one end is `fullPortName`.
    public boolean touches(String fullPortName) {
        return source.equals(fullPortName) || destination.equals(fullPortName);
    }

    /// Whether one end belongs to the program `client`.
    boolean belongsTo(String client) {
        return source.startsWith(client + ":") || destination.startsWith(client + ":");
    }
}
