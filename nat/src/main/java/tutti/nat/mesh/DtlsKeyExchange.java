package tutti.nat.mesh;

import java.security.SecureRandom;
import java.util.function.LongSupplier;
import tutti.nat.dtls.DtlsHandshake;
import tutti.nat.dtls.DtlsListener;
import tutti.nat.identity.Fingerprint;
import tutti.nat.identity.Identity;
import tutti.nat.srtp.SrtpKeys;
import tutti.nat.udp.PacketRoute;

/// Agrees on keys by DTLS.
record DtlsKeyExchange(DtlsHandshake handshake) implements KeyExchange {
    @Override
    public void offer(byte[] buffer, int offsetBytes, int numBytes) {
        handshake.offer(buffer, offsetBytes, numBytes);
    }

    @Override
    public void close() {
        handshake.close();
    }

    /// Begins handshakes of one player.
    record Factory(Identity self, LongSupplier clockNs, SecureRandom random) implements KeyExchange.Factory {
        @Override
        public KeyExchange begin(boolean client, Fingerprint expected, PacketRoute route, Listener listener) {
            DtlsHandshake handshake =
                    new DtlsHandshake(client, self, expected, route, clockNs, random, new Telling(listener));
            handshake.start();
            return new DtlsKeyExchange(handshake);
        }
    }

    private record Telling(Listener listener) implements DtlsListener {
        @Override
        public void onKeys(SrtpKeys keys) {
            listener.onKeys(keys);
        }

        @Override
        public void onFailed(String reason) {
            listener.onFailed(reason);
        }

        @Override
        public void onClosed() {
            listener.onLeft();
        }
    }
}
