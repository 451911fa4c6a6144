package tutti.nat.room.client;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import tutti.nat.identity.Certificates;
import tutti.nat.identity.Fingerprint;
import tutti.nat.invite.ServerUrl;

/// TLS to a room server: trusts the one certificate that the invite names, whatever else it says, or, where the invite
/// names none, what this computer trusts for that host. Remembers which certificate it saw.
///
/// Thread: any.
public final class PinnedTls {
    private final SSLContext context;
    private final AtTheDoor door;

    /// @throws IllegalStateException if this Java has no TLS
    public PinnedTls(ServerUrl server, SecureRandom random) {
        this(server, null, random);
    }

    /// @param authorities those of this computer, if null
    PinnedTls(ServerUrl server, @Nullable KeyStore authorities, SecureRandom random) {
        door = server.pinned() == null ? new ByAuthority(authorities) : new ByFingerprint(server.pinned());
        try {
            context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {door}, random);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java cannot do TLS; install a complete JDK 25 or later.", e);
        }
    }

    /// For one HTTP client, or for whoever does not ask what was [#seen].
    public SSLContext context() {
        return context;
    }

    /// The certificate that the server showed last, by its fingerprint; empty before the first time. A session that is
    /// resumed shows none, and is with who showed it.
    Optional<Fingerprint> seen() {
        return Optional.ofNullable(door.seen);
    }

    /// An extended trust manager, as JSSE would wrap a plain one, and check the host's name behind it.
    private abstract static sealed class AtTheDoor extends X509ExtendedTrustManager {
        volatile @Nullable Fingerprint seen;

        final void saw(X509Certificate[] chain) {
            seen = Fingerprint.ofCertificate(Certificates.der(chain[0]));
        }

        @Override
        public final void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            throw new CertificateException("This is not a server.");
        }

        @Override
        public final void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            checkClientTrusted(chain, type);
        }

        @Override
        public final void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            checkClientTrusted(chain, type);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    /// By what the invite says.
    private static final class ByFingerprint extends AtTheDoor {
        private final Fingerprint pinned;

        ByFingerprint(Fingerprint pinned) {
            this.pinned = pinned;
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            if (!Fingerprint.ofCertificate(Certificates.der(chain[0])).equals(pinned)) {
                throw new CertificateException("The room server shows another certificate than the invite says; "
                        + "ask for a new invite, and do not join if the host knows of no change.");
            }
            saw(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            checkServerTrusted(chain, type);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            checkServerTrusted(chain, type);
        }
    }

    /// By the authorities that this computer trusts, and the host's name.
    private static final class ByAuthority extends AtTheDoor {
        private final X509ExtendedTrustManager authorities;

        ByAuthority(@Nullable KeyStore store) {
            authorities = authorities(store);
        }

        private static X509ExtendedTrustManager authorities(@Nullable KeyStore store) {
            try {
                TrustManagerFactory factory =
                        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
                factory.init(store);
                for (TrustManager each : factory.getTrustManagers()) {
                    if (each instanceof X509ExtendedTrustManager extended) {
                        return extended;
                    }
                }
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("This Java has no certificate authorities; reinstall it.", e);
            }
            throw new IllegalStateException("This Java has no certificate authorities; reinstall it.");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            authorities.checkServerTrusted(chain, type);
            saw(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            authorities.checkServerTrusted(chain, type, socket);
            saw(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            authorities.checkServerTrusted(chain, type, engine);
            saw(chain);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return authorities.getAcceptedIssuers();
        }
    }
}
