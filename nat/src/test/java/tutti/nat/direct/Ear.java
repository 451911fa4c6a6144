package tutti.nat.direct;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import tutti.nat.link.LinkListener;
import tutti.nat.link.MediaLink;

/// Writes down what an endpoint tells.
final class Ear implements LinkListener {
    final List<MediaLink> up = new ArrayList<>();
    final List<String> log = new ArrayList<>();
    final List<byte[]> descriptions = new ArrayList<>();
    final List<byte[]> rtp = new ArrayList<>();
    final List<byte[]> rtcp = new ArrayList<>();
    Consumer<MediaLink> onUp = link -> {};

    MediaLink link() {
        return up.getLast();
    }

    @Override
    public void onLinkUp(MediaLink link) {
        up.add(link);
        log.add("up " + link.peer().name());
        onUp.accept(link);
    }

    @Override
    public void onDescription(MediaLink link, byte[] description) {
        descriptions.add(description);
    }

    @Override
    public void onRtp(MediaLink link, byte[] buffer, int offsetBytes, int numBytes, long arrivalNs) {
        rtp.add(Arrays.copyOfRange(buffer, offsetBytes, offsetBytes + numBytes));
    }

    @Override
    public void onRtcp(MediaLink link, byte[] buffer, int offsetBytes, int numBytes, long arrivalNs) {
        rtcp.add(Arrays.copyOfRange(buffer, offsetBytes, offsetBytes + numBytes));
    }

    @Override
    public void onLinkDown(MediaLink link, String reason, boolean left) {
        log.add((left ? "left " : "lost ") + link.peer().name() + ": " + reason);
    }
}
