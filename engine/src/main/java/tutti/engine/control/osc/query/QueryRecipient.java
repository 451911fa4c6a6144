package tutti.engine.control.osc.query;

/// The other end of a WebSocket, as whoever sends sees it. No method waits.
interface QueryRecipient {
    /// Whether it keeps up: there is room for some packets more before any is refused.
    boolean hasRoom();

    /// Takes a text frame to be sent; false if too much waits already.
    boolean text(String text);

    /// Takes a binary frame to be sent, which nobody changes afterwards; false if too much waits already.
    boolean packet(byte[] packet);

    /// Asks it for a sign of life.
    void ping();

    /// Sends it away, in place of all that waits.
    ///
    /// @param why a sentence for people, in ASCII, at most 123 characters
    void leave(String why);
}
