package tutti.nat.room.server;

import java.util.Iterator;

/// The way to a member. Nothing here waits or calls back. Thread: any.
interface MemberLine {
    /// Sends a message behind all earlier ones. A line on which too much waits already ends.
    void send(String text);

    /// Sends messages behind all earlier ones, each made when its turn comes.
    void send(Iterator<String> texts);

    /// Ends the connection, behind all earlier messages.
    void end(CloseCode code, String reason);
}
