package tutti.nat.srtp;

import java.security.GeneralSecurityException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jitsi.srtp.SrtpContextFactory;
import org.jitsi.srtp.SrtpPolicy;
import org.jitsi.srtp.crypto.Aes;
import org.jitsi.srtp.crypto.JitsiOpenSslProvider;

/// Which AES does the work, and how jitsi-srtp is told. The choice holds for the process, because jitsi-srtp keeps it
/// in a static field: its bundled OpenSSL where that loads (Linux, macOS), else the JDK's own. Choosing by name skips
/// jitsi-srtp's benchmark of all providers: 475 ms instead of 825 ms to the first context (measured). About half of
/// what remains is its making of a BouncyCastle provider that nobody uses; see [#warmUp].
public final class SrtpCrypto {
    private static final int KEY_BYTES = 16;
    private static final int SALT_BYTES = 12;

    /// Bytes behind an RTP packet: the authentication tag.
    static final int RTP_TRAILER_BYTES = 16;

    /// Bytes behind an RTCP packet: the tag and the SRTCP index.
    static final int RTCP_TRAILER_BYTES = 20;

    /// Enough that the interpreter hands the path to a compiler; about 50 ms.
    private static final int WARM_UP_PACKETS = 3_000;

    /// Made once, when the first key arrives or at warm-up; holding the logger keeps its level set.
    private static final class Chosen {
        static final Logger JITSI = Logger.getLogger("org.jitsi");
        static final String PROVIDER = choose();

        private static String choose() {
            JITSI.setLevel(Level.WARNING);
            String provider = JitsiOpenSslProvider.isLoaded() ? "OpenSSL" : "SunJCE";
            Aes.setFactoryClassName(provider);
            return provider;
        }
    }

    private SrtpCrypto() {}

    /// Who encrypts: `OpenSSL` (64 to 88 bytes of garbage a packet) or `SunJCE` (about 1.1 KB). Thread: any.
    public static String provider() {
        return Chosen.PROVIDER;
    }

    /// Loads and exercises all that the first packet needs, which takes half a second or more the first time: call it
    /// early, on a thread that nobody waits for.
    ///
    /// Thread: any but the callback. RT-safe: no (allocates, loads).
    public static void warmUp() {
        byte[] material = new byte[SrtpKeys.MATERIAL_BYTES];
        SrtpKeys keys = SrtpKeys.ofMaterial(material);
        SrtpSender sender = new SrtpSender(keys, true);
        SrtpReceiver receiver = new SrtpReceiver(keys, false);
        receiver.accept(1);
        byte[] packet = new byte[220];
        for (int i = 0; i < WARM_UP_PACKETS; i++) {
            packet[0] = (byte) 0x80;
            packet[1] = 96;
            packet[2] = (byte) (i >> 8);
            packet[3] = (byte) i;
            packet[11] = 1;
            receiver.unprotectRtp(packet, sender.protectRtp(packet, 0, 200));
            packet[0] = (byte) 0x80;
            packet[1] = (byte) 204;
            receiver.unprotectRtcp(packet, sender.protectRtcp(packet, 0, 200));
        }
    }

    static SrtpContextFactory factory(boolean sender, byte[] key, byte[] salt) {
        if (Chosen.PROVIDER.isEmpty()) {
            throw new IllegalStateException("No AES provider was chosen.");
        }
        return new SrtpContextFactory(sender, key, salt, policy(), policy(), SilentLogger.INSTANCE);
    }

    private static SrtpPolicy policy() {
        return new SrtpPolicy(
                SrtpPolicy.AESGCM_ENCRYPTION,
                KEY_BYTES,
                SrtpPolicy.NULL_AUTHENTICATION,
                0,
                RTP_TRAILER_BYTES,
                SALT_BYTES);
    }

    /// AES-GCM with a 16-byte key is in every JDK, so this says that the installation is broken.
    static IllegalStateException broken(GeneralSecurityException e) {
        return new IllegalStateException("This Java cannot do AES-GCM; install a complete JDK.", e);
    }
}
