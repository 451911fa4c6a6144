package tutti.nat.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import tutti.nat.identity.Identity;
import tutti.nat.invite.InviteSecret;
import tutti.nat.room.wire.Bytes;

class RoomKeysTest {
    private static final String ROOM = "abcdefghijklm234";
    private static final InviteSecret SECRET = InviteSecret.parse("AAECAwQFBgcICQoLDA0ODw");

    /// Computed with Python's hmac: extract with the room id as salt, expand with the labels of the protocol.
    @Test
    void shouldDeriveWhatTheProtocolSays() {
        RoomKeys keys = RoomKeys.of(ROOM, 0, SECRET);
        assertEquals(
                "ab18ecb5d6a289898d62773dd5cca1b866d47534a2aa8ab77b261ee3f4614b54",
                HexFormat.of().formatHex(keys.sealKey().getEncoded()));
        assertEquals(
                "4962c83b0d2a8bdcb765ac79bee13e571411985f937ba9980de97adeb1a86c91",
                HexFormat.of().formatHex(keys.admission().copy()));
        assertEquals(
                "152da055984769d9fa50cf929f04f4cb44fa0276fdb29c7920f29a635d25748e",
                HexFormat.of().formatHex(keys.admissionHash().copy()));
    }

    @Test
    void shouldDifferByRoomAndSecret() {
        RoomKeys keys = RoomKeys.of(ROOM, 0, SECRET);
        assertNotEquals(
                keys.admission(), RoomKeys.of("abcdefghijklm235", 0, SECRET).admission());
        assertNotEquals(
                keys.admission(),
                RoomKeys.of(ROOM, 0, InviteSecret.of(new byte[16])).admission());
        assertEquals(keys.admission(), RoomKeys.of(ROOM, 1, SECRET).admission());
        assertFalse(keys.toString().contains(SECRET.reveal()));
    }

    @Test
    void shouldWrapForOneMemberOneRoomAndOneEpoch() {
        Cast cast = new Cast();
        Identity bob = cast.player("bob").identity;
        byte[] wrapped = WrappedSecret.wrap(SECRET, bob.publicKey(), ROOM, 3, cast.random);
        assertEquals(WrappedSecret.BYTES, wrapped.length);
        assertEquals(
                SECRET, WrappedSecret.unwrap(wrapped, bob.privateKey(), ROOM, 3).orElseThrow());
        assertTrue(WrappedSecret.unwrap(wrapped, bob.privateKey(), ROOM, 4).isEmpty());
        assertTrue(WrappedSecret.unwrap(wrapped, bob.privateKey(), "abcdefghijklm235", 3)
                .isEmpty());
        assertTrue(WrappedSecret.unwrap(wrapped, cast.host.identity.privateKey(), ROOM, 3)
                .isEmpty());
        assertTrue(WrappedSecret.unwrap(new byte[3], bob.privateKey(), ROOM, 3).isEmpty());
        assertNotEquals(Bytes.of(wrapped), Bytes.of(WrappedSecret.wrap(SECRET, bob.publicKey(), ROOM, 3, cast.random)));
        for (int at = 0; at < wrapped.length; at++) {
            byte[] changed = wrapped.clone();
            changed[at] ^= 1;
            assertTrue(WrappedSecret.unwrap(changed, bob.privateKey(), ROOM, 3).isEmpty(), "byte " + at);
        }
    }

    @Test
    void shouldForgetTheOldestKeys() {
        Keyring keyring = new Keyring(RoomKeys.of(ROOM, 0, SECRET));
        for (int epoch = 1; epoch <= 100; epoch++) {
            keyring.add(RoomKeys.of(ROOM, epoch, SECRET));
        }
        assertEquals(100, keyring.newest().epoch());
        assertTrue(keyring.of(100 - Keyring.MAX_EPOCHS + 1).isPresent());
        assertTrue(keyring.of(100 - Keyring.MAX_EPOCHS).isEmpty());
    }
}
