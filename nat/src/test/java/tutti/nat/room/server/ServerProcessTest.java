package tutti.nat.room.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tutti.nat.identity.Identity;
import tutti.nat.room.RoomId;
import tutti.nat.room.wire.Bytes;
import tutti.nat.room.wire.FromServer;
import tutti.nat.room.wire.ToServer;

/// A server that is killed, and one that is searched.
@Timeout(180)
class ServerProcessTest {
    /// Version, kind and epoch of an envelope.
    private static final int HEAD_BYTES = 6;

    @TempDir
    Path folder;

    private final Identity alice = House.newIdentity();
    private final Identity bob = House.newIdentity();

    /// Killed in the middle of two members' talk, three times: all that was told is there, and what was not is said
    /// again, once.
    @Test
    void shouldLoseNothingWhenItIsKilled() throws Exception {
        Player.Invitation invitation = Player.Invitation.of(alice);
        List<FromServer.Log> heard = new ArrayList<>();
        int numMessages = 150;
        long nextId = 1;
        try (House house = House.elsewhere()) {
            for (int kill = 0; kill < 4; kill++) {
                try (ServerProcess server = ServerProcess.start(folder, house.identity)) {
                    house.setPort(server.port());
                    Player host = house.visit(alice);
                    Player guest = house.visit(bob);
                    assertTrue(host.enter(invitation, heard.size()).nextSeq() > heard.size());
                    guest.enter(invitation);
                    // What was not heard of is said again.
                    for (long id = nextId; id <= numMessages; id++) {
                        host.append(id, "m" + id);
                    }
                    int until = kill == 3 ? numMessages : heard.size() + 30;
                    while (heard.size() < until) {
                        FromServer.Log log = host.await(FromServer.Log.class, _ -> true);
                        if (log.seq() > heard.size()) {
                            heard.add(log);
                            nextId = log.id() + 1;
                        }
                    }
                    server.kill();
                }
            }
        }
        for (int i = 0; i < numMessages; i++) {
            FromServer.Log log = heard.get(i);
            assertEquals(i + 1, log.seq());
            assertEquals(i + 1, log.id());
            assertEquals("m" + (i + 1), Player.text(log.body()));
        }
    }

    /// Two members talk, sealed; then every file of the server and all that its memory holds is searched for what
    /// it must not know.
    @Test
    void shouldKnowNothingOfWhatItStores() throws Exception {
        byte[] secret = new byte[16];
        House.RANDOM.nextBytes(secret);
        byte[] salt = new byte[16];
        House.RANDOM.nextBytes(salt);
        String roomId = RoomId.of(salt, alice.certificateDer());
        byte[] sealKey = derive(secret, roomId, "tutti room 1 seal");
        byte[] admission = derive(secret, roomId, "tutti room 1 admission");
        String plain = "Meet me behind the sixth bar, before the coda.";
        List<byte[]> sealed = new ArrayList<>();
        Path dump = folder.resolve("heap.hprof");
        Path rooms = folder.resolve("rooms");
        try (House house = House.elsewhere();
                ServerProcess server = ServerProcess.start(rooms, house.identity)) {
            house.setPort(server.port());
            Player host = house.visit(alice);
            host.enter(host.wish(roomId, Bytes.of(admission), 0, 0, Bytes.of(salt)));
            Player guest = house.visit(bob);
            guest.enter(guest.wish(roomId, Bytes.of(admission), 0, 0, null));
            for (int i = 1; i <= 20; i++) {
                sealed.add(seal(sealKey, roomId, plain + i));
                host.send(new ToServer.Append(i, Bytes.of(sealed.getLast()), false));
                guest.send(new ToServer.Signal(alice.memberId(), Bytes.of(seal(sealKey, roomId, plain))));
            }
            host.await(FromServer.Log.class, log -> log.id() == 20);
            server.dump(dump);
        }
        Map<String, byte[]> forbidden = new LinkedHashMap<>();
        forbid(forbidden, "secret", secret);
        forbid(forbidden, "seal key", sealKey);
        forbidden.put("plaintext", plain.getBytes(StandardCharsets.UTF_8));
        forbidden.put("plaintext in base64", base64("Meet me behind the sixth bar, bef"));
        byte[] memory = Files.readAllBytes(dump);
        assertTrue(contains(memory, sealed.get(7)), "the search finds what is there");
        assertTrue(contains(memory, roomId.getBytes(StandardCharsets.US_ASCII)));
        forbidden.forEach((what, bytes) -> assertFalse(contains(memory, bytes), what + " in the memory"));
        forbid(forbidden, "admission", admission);
        byte[] files = content(rooms);
        assertTrue(contains(files, sealed.get(7)), "the search finds what is there");
        forbidden.forEach((what, bytes) -> assertFalse(contains(files, bytes), what + " in a file"));
    }

    private static void forbid(Map<String, byte[]> forbidden, String what, byte[] bytes) {
        forbidden.put(what, bytes);
        forbidden.put(what + " in hexadecimal", HexFormat.of().formatHex(bytes).getBytes(StandardCharsets.US_ASCII));
        forbidden.put(
                what + " in base64", Base64.getUrlEncoder().withoutPadding().encode(bytes));
    }

    private static byte[] base64(String text) {
        return Base64.getUrlEncoder().encode(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] derive(byte[] secret, String roomId, String info) throws Exception {
        return KDF.getInstance("HKDF-SHA256")
                .deriveData(HKDFParameterSpec.ofExtract()
                        .addIKM(secret)
                        .addSalt(roomId.getBytes(StandardCharsets.US_ASCII))
                        .thenExpand(info.getBytes(StandardCharsets.US_ASCII), 32));
    }

    private static byte[] seal(byte[] key, String roomId, String plain) throws Exception {
        byte[] nonce = new byte[12];
        House.RANDOM.nextBytes(nonce);
        SecretKey aes = new SecretKeySpec(key, "AES");
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, aes, new GCMParameterSpec(128, nonce));
        cipher.updateAAD(roomId.getBytes(StandardCharsets.US_ASCII));
        ByteArrayOutputStream sealed = new ByteArrayOutputStream();
        sealed.writeBytes(new byte[HEAD_BYTES]);
        sealed.writeBytes(nonce);
        sealed.writeBytes(cipher.doFinal(plain.getBytes(StandardCharsets.UTF_8)));
        return sealed.toByteArray();
    }

    private static byte[] content(Path rooms) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (Stream<Path> files = Files.walk(rooms)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.writeBytes(Files.readAllBytes(file));
                all.write(0);
            }
        }
        return all.toByteArray();
    }

    private static boolean contains(byte[] all, byte[] part) {
        for (int i = 0; i <= all.length - part.length; i++) {
            int n = 0;
            while (n < part.length && all[i + n] == part[n]) {
                n++;
            }
            if (n == part.length) {
                return true;
            }
        }
        return false;
    }
}
