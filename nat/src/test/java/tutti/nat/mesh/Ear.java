package tutti.nat.mesh;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tutti.nat.link.LinkListener;
import tutti.nat.link.MediaLink;

/// Writes down what a mesh tells, and lets every link's music in.
final class Ear implements LinkListener {
    static final int SSRC = 0x1234_5678;
    private static final int HEADER_BYTES = 12;

    final List<MediaLink> up = new ArrayList<>();
    final List<String> log = new ArrayList<>();

    /// The numbers of the packets heard, in order, by the name of who played them.
    final Map<String, List<Integer>> heard = new HashMap<>();

    final List<byte[]> descriptions = new ArrayList<>();

    /// An RTP packet whose payload is its number, with room for the trailer.
    static byte[] rtp(int number) {
        return ByteBuffer.allocate(HEADER_BYTES + Integer.BYTES + MediaLink.TRAILER_BYTES)
                .put((byte) 0x80)
                .put((byte) 96)
                .putShort((short) number)
                .putInt(64 * number)
                .putInt(SSRC)
                .putInt(number)
                .array();
    }

    List<Integer> heardFrom(Player player) {
        return heard.computeIfAbsent(player.name, name -> new ArrayList<>());
    }

    @Override
    public void onLinkUp(MediaLink link) {
        link.acceptSsrc(SSRC);
        up.add(link);
        log.add("up " + link.peer().name());
    }

    @Override
    public void onDescription(MediaLink link, byte[] description) {
        descriptions.add(description);
    }

    @Override
    public void onRtp(MediaLink link, byte[] buffer, int offsetBytes, int numBytes, long arrivalNs) {
        heard.computeIfAbsent(link.peer().name(), name -> new ArrayList<>())
                .add(ByteBuffer.wrap(buffer).getInt(offsetBytes + HEADER_BYTES));
    }

    @Override
    public void onRtcp(MediaLink link, byte[] buffer, int offsetBytes, int numBytes, long arrivalNs) {
        log.add("rtcp " + link.peer().name());
    }

    @Override
    public void onHeard(MediaLink link, boolean isHeard) {
        log.add((isHeard ? "heard " : "unheard ") + link.peer().name());
    }

    @Override
    public void onLinkDown(MediaLink link, String reason, boolean left) {
        log.add((left ? "left " : "lost ") + link.peer().name() + ": " + reason);
    }
}
