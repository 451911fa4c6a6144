package tutti.engine.fake;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import tutti.nat.link.LinkCounters;
import tutti.nat.link.MediaLink;
import tutti.nat.link.PathReport;
import tutti.nat.link.PeerIdentity;

/// A link that leads nowhere and remembers everything. As the real one does, it spoils the buffers it sends from, and
/// needs room behind each packet.
public final class FakeLink implements MediaLink {
    public final List<byte[]> rtp = new ArrayList<>();
    public final List<byte[]> rtcp = new ArrayList<>();
    public final List<byte[]> descriptions = new ArrayList<>();
    public final TreeSet<Integer> accepted = new TreeSet<>();
    private final PeerIdentity peer;
    private final long linkId;

    public FakeLink(String name, int idDigit, long linkId) {
        this.peer = new PeerIdentity(Integer.toHexString(idDigit).repeat(32), name);
        this.linkId = linkId;
    }

    @Override
    public PeerIdentity peer() {
        return peer;
    }

    @Override
    public long linkId() {
        return linkId;
    }

    @Override
    public void acceptSsrc(int ssrc) {
        if (!accepted.add(ssrc)) {
            throw new IllegalStateException("Accepted twice, which would forget what was received: " + ssrc);
        }
    }

    @Override
    public void forgetSsrc(int ssrc) {
        accepted.remove(ssrc);
    }

    @Override
    public boolean sendRtp(byte[] buffer, int offsetBytes, int numBytes) {
        return rtp.add(take(buffer, offsetBytes, numBytes));
    }

    @Override
    public boolean sendRtcp(byte[] buffer, int offsetBytes, int numBytes) {
        return rtcp.add(take(buffer, offsetBytes, numBytes));
    }

    private static byte[] take(byte[] buffer, int offsetBytes, int numBytes) {
        byte[] packet = Arrays.copyOfRange(buffer, offsetBytes, offsetBytes + numBytes);
        Arrays.fill(buffer, offsetBytes, offsetBytes + numBytes + TRAILER_BYTES, (byte) 0xA5);
        return packet;
    }

    @Override
    public void describe(byte[] description) {
        if (description.length > MAX_DESCRIPTION_BYTES) {
            throw new IllegalArgumentException("A description of " + description.length + " bytes");
        }
        descriptions.add(description.clone());
    }

    @Override
    public PathReport path() {
        return PathReport.NONE;
    }

    @Override
    public long silentNs(long nowNs) {
        return 0;
    }

    @Override
    public LinkCounters counters() {
        return new LinkCounters(rtp.size(), 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    @Override
    public void close() {}
}
