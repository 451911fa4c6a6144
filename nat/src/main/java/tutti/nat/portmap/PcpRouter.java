package tutti.nat.portmap;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// A router asked in the Port Control Protocol (RFC 6887).
final class PcpRouter implements RouterProtocol {
    private final InetSocketAddress router;
    private final LongSupplier clockNs;
    private final SecureRandom random;
    private final EpochWatch epoch;
    private final Map<String, byte[]> nonces = new HashMap<>();

    PcpRouter(InetSocketAddress router, LongSupplier clockNs, SecureRandom random) {
        this.router = router;
        this.clockNs = clockNs;
        this.random = random;
        this.epoch = new EpochWatch(clockNs);
    }

    @Override
    public String name() {
        return "PCP";
    }

    /// Whether it speaks PCP, found out without asking for anything.
    boolean isThere(Duration limit) {
        try (RouterSocket socket = RouterSocket.open(router, clockNs)) {
            return socket.ask(
                            PcpMessage.announceRequest(socket.localAddress()),
                            (datagram, numBytes) -> PcpMessage.isAnnounceResponse(datagram, numBytes)
                                    ? Boolean.TRUE
                                    : PcpMessage.isOtherVersion(datagram, numBytes) ? Boolean.FALSE : null,
                            limit)
                    .orElse(false);
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public Attempt map(Wish wish, Duration limit) {
        // A mapping keeps its nonce for life: whoever does not know it cannot change or end it.
        byte[] nonce =
                nonces.computeIfAbsent(wish.protocol() + " " + wish.internalPort(), key -> PcpMessage.newNonce(random));
        try (RouterSocket socket = RouterSocket.open(router, clockNs)) {
            byte[] request = PcpMessage.request(wish, socket.localAddress(), nonce);
            Optional<Attempt> attempt =
                    socket.ask(request, (datagram, numBytes) -> read(datagram, numBytes, wish, nonce), limit);
            return attempt.orElseGet(Attempt.Silent::new);
        } catch (IOException e) {
            return new Attempt.Silent();
        }
    }

    private @Nullable Attempt read(byte[] datagram, int numBytes, Wish wish, byte[] nonce) {
        if (PcpMessage.isOtherVersion(datagram, numBytes)) {
            return new Attempt.Silent();
        }
        PcpMessage.Response response = PcpMessage.response(datagram, numBytes, wish, nonce);
        if (response == null) {
            return null;
        }
        epoch.heard(response.epochS());
        return switch (response.result()) {
            case PcpMessage.SUCCESS ->
                new Attempt.Granted(response.externalAddress(), response.externalPort(), response.lifetimeS());
            case PcpMessage.NOT_AUTHORIZED -> new Attempt.Denied("does not permit it");
            case PcpMessage.NETWORK_FAILURE, PcpMessage.NO_RESOURCES -> new Attempt.NoAddress();
            case PcpMessage.QUOTA -> new Attempt.Denied("has no port left");
            case PcpMessage.ADDRESS_MISMATCH ->
                new Attempt.Denied("sees another router between this computer and itself");
            default -> new Attempt.Denied("could not do it (PCP error " + response.result() + ")");
        };
    }

    @Override
    public boolean hasForgotten() {
        return epoch.hasForgotten();
    }
}
