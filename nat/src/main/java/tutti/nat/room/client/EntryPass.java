package tutti.nat.room.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import tutti.nat.identity.Fingerprint;
import tutti.nat.room.HostedRoom;
import tutti.nat.room.Keyring;
import tutti.nat.room.RoomKeys;
import tutti.nat.room.wire.Bytes;
import tutti.nat.room.wire.FromServer;
import tutti.nat.room.wire.ToServer;

/// How a player asks to be let in (`nat/docs/protocol.md`, section 3.1): with the admission of the newest epoch that it
/// knows, and, should the server not know that one, of those before.
///
/// Thread: the room's.
final class EntryPass {
    private static final byte[] LABEL = "tutti room 1 enter".getBytes(US_ASCII);

    private final RoomSettings settings;
    private final Keyring keyring;
    private int epoch;

    EntryPass(RoomSettings settings, Keyring keyring) {
        this.settings = settings;
        this.keyring = keyring;
        this.epoch = keyring.newest().epoch();
    }

    /// The answer to a challenge.
    ///
    /// @param server the certificate that the server has shown
    ToServer.Enter answer(FromServer.Challenge challenge, Fingerprint server, long sinceSeq) {
        RoomKeys keys = keyring.of(epoch).orElseGet(keyring::newest);
        ByteArrayOutputStream signed = new ByteArrayOutputStream();
        signed.writeBytes(LABEL);
        signed.writeBytes(settings.roomId().getBytes(US_ASCII));
        signed.writeBytes(challenge.nonce().copy());
        signed.writeBytes(server.copyBytes());
        signed.writeBytes(keys.admission().copy());
        return new ToServer.Enter(
                settings.roomId(),
                Bytes.of(settings.identity().certificateDer()),
                keys.admission(),
                keys.epoch(),
                Bytes.of(settings.identity().sign(signed.toByteArray())),
                sinceSeq,
                settings.hosted().map(HostedRoom::salt).orElse(null));
    }

    /// The server does not know the last admission; false if there is no other one.
    boolean tryFormer() {
        for (int former = epoch - 1; former >= 0; former--) {
            if (keyring.of(former).isPresent()) {
                epoch = former;
                return true;
            }
        }
        return false;
    }

    /// The next time, begin with the newest again.
    void reset() {
        epoch = keyring.newest().epoch();
    }
}
