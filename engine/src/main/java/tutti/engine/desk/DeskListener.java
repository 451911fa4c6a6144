package tutti.engine.desk;

/// Is told of every change on the desk, whoever made it: of values, of strips that come and go, of buses.
@FunctionalInterface
public interface DeskListener {
    /// Something has changed; compare to see what. Calls from different threads may overtake each other: what has a
    /// lesser revision than what was seen already is to be ignored.
    ///
    /// Thread: the one that made the change, which may hold the conductor's lock: it must neither wait for another
    /// thread nor take long.
    void onChange(DeskView now);
}
