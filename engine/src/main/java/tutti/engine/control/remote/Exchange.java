package tutti.engine.control.remote;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// One end of a session: at most one message is under way, and goes again until the other end has heard it; so all
/// come,
/// once, in order, and never faster than the way carries them.
///
///     free --sent--> under way --heard by the other end--> free
///                    under way --[RETRY_NS]--> sent again
///
/// Thread: one at a time.
final class Exchange {
    /// The least time between two messages of an end: ten a second.
    static final long PACE_NS = 100_000_000;

    /// Until what has not been heard goes again.
    static final long RETRY_NS = 1_000_000_000;

    /// How often an end says something though it has nothing to say.
    static final long SIGN_OF_LIFE_NS = 2_000_000_000;

    private byte @Nullable [] underWay;
    private int sent;
    private int heard;
    private boolean owesAnswer;
    private long sentNs;
    private long spokenNs;

    Exchange(long nowNs) {
        spokenNs = nowNs - PACE_NS;
    }

    /// Takes note of what the other end says.
    ///
    /// @return whether its content is new
    boolean onMessage(DeskMessage message) {
        if (message.heard() == sent) {
            underWay = null;
        }
        if (message.number() == 0) {
            return false;
        }
        owesAnswer = true;
        boolean isNew = message.number() == heard + 1;
        if (isNew) {
            heard = message.number();
        }
        return isNew;
    }

    /// Whether nothing is under way.
    boolean isFree() {
        return underWay == null;
    }

    /// Whether anything may be said now.
    boolean mayBegin(long nowNs) {
        return isFree() && isPaced(nowNs);
    }

    /// Whether the other end has to be told what was heard, or only that this end is there. It must be, even while
    /// something is under way: two messages that cross would wait for each other for ever.
    boolean mustAnswer(long nowNs) {
        return (owesAnswer && isPaced(nowNs)) || nowNs - spokenNs >= SIGN_OF_LIFE_NS;
    }

    private boolean isPaced(long nowNs) {
        return nowNs - spokenNs >= PACE_NS;
    }

    /// What has to be sent again now, with what was heard meanwhile; null if nothing.
    byte @Nullable [] overdue(long nowNs) {
        byte[] waiting = underWay;
        if (waiting == null || nowNs - sentNs < RETRY_NS) {
            return null;
        }
        sentNs = nowNs;
        onAnswered(nowNs);
        byte[] again = waiting.clone();
        ByteBuffer.wrap(again).putInt(DeskWriter.HEARD_AT, heard);
        return again;
    }

    /// The number of the next message.
    int nextNumber() {
        return sent + 1;
    }

    /// The number of the last one that has come.
    int heard() {
        return heard;
    }

    /// The next message goes.
    void onSent(byte[] message, long nowNs) {
        sent++;
        underWay = message;
        sentNs = nowNs;
        onAnswered(nowNs);
    }

    /// Something goes that tells what was heard.
    void onAnswered(long nowNs) {
        spokenNs = nowNs;
        owesAnswer = false;
    }
}
