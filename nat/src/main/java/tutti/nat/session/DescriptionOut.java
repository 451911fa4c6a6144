package tutti.nat.session;

import org.jspecify.annotations.Nullable;
import tutti.nat.link.MediaLink;

/// Carries this side's description across a lossy link: the newest version again and again until it is acknowledged.
final class DescriptionOut {
    /// Often enough that a lost one delays a stream unnoticed, seldom enough to weigh nothing (10 kB/s at most).
    static final long REPEAT_NS = 100_000_000;

    private volatile ControlMessage.@Nullable Description latest;

    // Owned by the link thread.
    private int sentVersion;
    private int acknowledgedVersion;
    private long sentNs;

    /// Thread: any.
    synchronized void set(byte[] bytes) {
        if (bytes.length > MediaLink.MAX_DESCRIPTION_BYTES) {
            throw new IllegalArgumentException("A description has at most " + MediaLink.MAX_DESCRIPTION_BYTES
                    + " bytes, but this one has " + bytes.length + ".");
        }
        ControlMessage.Description before = latest;
        latest = new ControlMessage.Description(before == null ? 1 : before.version + 1, bytes.clone());
    }

    /// What to send now, if anything. Thread: the link thread.
    ControlMessage.@Nullable Description due(long nowNs) {
        ControlMessage.Description now = latest;
        if (now == null || now.version == acknowledgedVersion) {
            return null;
        }
        if (now.version == sentVersion && nowNs - sentNs < REPEAT_NS) {
            return null;
        }
        sentVersion = now.version;
        sentNs = nowNs;
        return now;
    }

    /// Thread: the link thread.
    void onAcknowledgement(int version) {
        if (version > acknowledgedVersion && version <= sentVersion) {
            acknowledgedVersion = version;
        }
    }
}
