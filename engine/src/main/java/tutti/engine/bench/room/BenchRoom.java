package tutti.engine.bench.room;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import tutti.nat.identity.Fingerprint;
import tutti.nat.identity.Identity;
import tutti.nat.room.RoomId;

/// A room as its members know it. Each is on an address of its own, as limits are by address.
final class BenchRoom {
    private static final int SALT_BYTES = 16;
    private static final int ADMISSION_BYTES = 32;
    private static final int ADDRESSES_PER_NET = 250;

    private final int number;
    private final String id;
    private final byte[] salt = new byte[SALT_BYTES];
    private final byte[] admission = new byte[ADMISSION_BYTES];
    private final AtomicLong said = new AtomicLong();
    private final CountDownLatch opened = new CountDownLatch(1);

    BenchRoom(int number, Identity host, Random random) {
        this.number = number;
        random.nextBytes(salt);
        random.nextBytes(admission);
        this.id = RoomId.of(salt, host.certificateDer());
    }

    int number() {
        return number;
    }

    /// Done once the host is in; guests find no room before.
    CountDownLatch opened() {
        return opened;
    }

    /// Messages that members have said, heard or not.
    AtomicLong said() {
        return said;
    }

    /// Where its members are: 127.1.x.y.
    InetAddress address() {
        try {
            return InetAddress.getByAddress(
                    new byte[] {127, 1, (byte) (number / ADDRESSES_PER_NET), (byte) (number % ADDRESSES_PER_NET + 1)});
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    /// What a member says to enter.
    ///
    /// @param nonce the server's, as it came
    String wish(Identity member, String nonce, Fingerprint server, long sinceSeq, boolean isHost) {
        ByteArrayOutputStream proof = new ByteArrayOutputStream();
        proof.writeBytes("tutti room 1 enter".getBytes(StandardCharsets.US_ASCII));
        proof.writeBytes(id.getBytes(StandardCharsets.US_ASCII));
        proof.writeBytes(Base64.getUrlDecoder().decode(nonce));
        proof.writeBytes(server.copyBytes());
        proof.writeBytes(admission);
        return "{\"type\":\"enter\",\"room\":\"" + id + "\",\"certificate\":\"" + base64(member.certificateDer())
                + "\",\"admission\":\"" + base64(admission) + "\",\"epoch\":0,\"signature\":\""
                + base64(member.sign(proof.toByteArray())) + "\",\"since\":" + sinceSeq
                + (isHost ? ",\"create\":{\"salt\":\"" + base64(salt) + "\"}}" : "}");
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
