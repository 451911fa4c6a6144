package tutti.nat.ice;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tutti.nat.dtls.DtlsHandshake;
import tutti.nat.dtls.DtlsListener;
import tutti.nat.identity.Identity;
import tutti.nat.srtp.SrtpKeys;
import tutti.nat.srtp.SrtpReceiver;
import tutti.nat.srtp.SrtpSender;
import tutti.nat.udp.PacketRoute;

/// From two strangers to an encrypted packet: ICE, DTLS, SRTP.
@Timeout(60)
class EndToEndTest {
    private static final class Keys implements DtlsListener {
        final CompletableFuture<SrtpKeys> agreed = new CompletableFuture<>();

        @Override
        public void onKeys(SrtpKeys keys) {
            agreed.complete(keys);
        }

        @Override
        public void onFailed(String reason) {
            agreed.completeExceptionally(new AssertionError(reason));
        }

        @Override
        public void onClosed() {
            // Both close at the end.
        }
    }

    private static DtlsHandshake handshake(Party party, Identity self, Identity peer, Keys keys) {
        PacketRoute out = (buffer, offsetBytes, numBytes) -> party.route.join().send(buffer, offsetBytes, numBytes);
        boolean client = self.fingerprint().compareTo(peer.fingerprint()) < 0;
        return new DtlsHandshake(client, self, peer.fingerprint(), out, System::nanoTime, new SecureRandom(), keys);
    }

    /// Hands over what comes until there are keys.
    private static SrtpKeys shake(Party party, DtlsHandshake handshake, Keys keys) throws Exception {
        while (!keys.agreed.isDone()) {
            byte[] datagram = party.heard.poll(10, java.util.concurrent.TimeUnit.MILLISECONDS);
            if (datagram != null && DtlsHandshake.isDtls(datagram[0])) {
                handshake.offer(datagram, 0, datagram.length);
            }
        }
        return Party.await(keys.agreed);
    }

    @Test
    void shouldCarryAnEncryptedPacket() throws Exception {
        Identity annSelf = Identity.create(new SecureRandom(), Instant.EPOCH);
        Identity bobSelf = Identity.create(new SecureRandom(), Instant.EPOCH);
        try (Party ann = new Party("ann", true).gather();
                Party bob = new Party("bob", false).gather()) {
            ann.meet(bob);
            bob.meet(ann);
            Keys annAgrees = new Keys();
            Keys bobAgrees = new Keys();
            try (DtlsHandshake annShakes = handshake(ann, annSelf, bobSelf, annAgrees);
                    DtlsHandshake bobShakes = handshake(bob, bobSelf, annSelf, bobAgrees)) {
                PacketRoute fromAnn = Party.await(ann.route);
                Party.await(bob.route);
                annShakes.start();
                bobShakes.start();
                CompletableFuture<SrtpKeys> bobKeys = new CompletableFuture<>();
                Thread.ofVirtual().start(() -> {
                    try {
                        bobKeys.complete(shake(bob, bobShakes, bobAgrees));
                    } catch (Exception e) {
                        bobKeys.completeExceptionally(e);
                    }
                });
                boolean annIsClient = annSelf.fingerprint().compareTo(bobSelf.fingerprint()) < 0;
                SrtpSender sender = new SrtpSender(shake(ann, annShakes, annAgrees), annIsClient);
                SrtpReceiver receiver = new SrtpReceiver(Party.await(bobKeys), !annIsClient);
                receiver.accept(7);
                bob.heard.clear();
                byte[] packet = new byte[100];
                packet[0] = (byte) 0x80;
                packet[1] = 10;
                packet[11] = 7;
                packet[50] = 42;
                byte[] plain = packet.clone();
                assertEquals(96, sender.protectRtp(packet, 0, 80));
                fromAnn.send(packet, 0, 96);
                byte[] heard = bob.hear();
                assertEquals(96, heard.length);
                assertEquals(80, receiver.unprotectRtp(heard, heard.length));
                assertArrayEquals(Arrays.copyOf(plain, 80), Arrays.copyOf(heard, 80));
            }
        }
    }
}
