package tutti.nat.doctor;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import tutti.nat.ice.IceServers;
import tutti.nat.stun.StunAttribute;
import tutti.nat.stun.StunExchange;
import tutti.nat.stun.StunIntegrity;
import tutti.nat.stun.StunMessage;
import tutti.nat.stun.StunWriter;
import tutti.nat.stun.TransactionId;
import tutti.nat.udp.UdpPort;
import tutti.nat.udp.UdpPortException;

/// Asks a TURN server for a relayed address with long-term credentials (RFC 8656, section 7; RFC 8489, section 9.2),
/// and gives it back. Waits; one thread.
final class RelayProbe {
    /// UDP, in the first byte.
    private static final int TRANSPORT_UDP = 17 << 24;

    private static final int UNAUTHENTICATED = 401;
    private static final int STALE_NONCE = 438;

    /// RFC 8489 allows 763 for each, and nobody needs them; all of it has to fit in a datagram.
    private static final int MAX_REALM_BYTES = 256;
    private static final int MAX_USERNAME_BYTES = 513;

    private final LongSupplier clockNs;
    private final SecureRandom random;

    RelayProbe(LongSupplier clockNs, SecureRandom random) {
        this.clockNs = clockNs;
        this.random = random;
    }

    /// Asks for an address and gives it back.
    ///
    /// @param limit for each of three answers
    RelayReach reach(IceServers.Turn relay, Duration limit) {
        if (relay.username().getBytes(StandardCharsets.UTF_8).length > MAX_USERNAME_BYTES) {
            return new RelayReach.Refused(0, "the user name is too long");
        }
        String any = relay.address().getAddress() instanceof Inet4Address ? "0.0.0.0" : "::";
        try (UdpPort port = UdpPort.open(new InetSocketAddress(InetAddress.ofLiteral(any), 0), clockNs)) {
            return new Conversation(relay, new StunExchange(port, clockNs), limit).allocate();
        } catch (UdpPortException e) {
            return new RelayReach.Silent();
        }
    }

    /// With one server.
    private final class Conversation {
        private final IceServers.Turn relay;
        private final StunExchange exchange;
        private final Duration limit;
        private byte[] key = new byte[0];
        private byte[] realm = new byte[0];
        private byte[] nonce = new byte[0];

        Conversation(IceServers.Turn relay, StunExchange exchange, Duration limit) {
            this.relay = relay;
            this.exchange = exchange;
            this.limit = limit;
        }

        /// The first request goes without credentials: only the answer says in which realm they count.
        RelayReach allocate() {
            Optional<StunMessage> challenge = ask(allocation()).map(StunExchange.Response::message);
            if (challenge.isEmpty()) {
                return new RelayReach.Silent();
            }
            if (!isChallenge(challenge.get())) {
                return refused(challenge.get());
            }
            Optional<StunExchange.Response> answer = authenticated();
            if (answer.isPresent() && isStale(answer.get().message())) {
                answer = authenticated();
            }
            return answer.map(this::judge).orElseGet(RelayReach.Silent::new);
        }

        private Optional<StunExchange.Response> authenticated() {
            return ask(sign(allocation()));
        }

        private RelayReach judge(StunExchange.Response response) {
            StunMessage message = response.message();
            Optional<InetSocketAddress> relayed = message.address(StunAttribute.XOR_RELAYED_ADDRESS);
            // Who does not know the password cannot answer for the server.
            if (message.kind() != StunMessage.Kind.SUCCESS || relayed.isEmpty() || !message.isAuthentic(key)) {
                return refused(message);
            }
            release();
            return new RelayReach.Relayed(relayed.get(), response.roundTripNs());
        }

        private void release() {
            StunWriter refresh = new StunWriter(
                            StunMessage.Kind.REQUEST, StunMessage.REFRESH, TransactionId.random(random))
                    .attribute(StunAttribute.LIFETIME, 0);
            Optional<StunExchange.Response> ignored = ask(sign(refresh));
        }

        private StunWriter allocation() {
            return new StunWriter(StunMessage.Kind.REQUEST, StunMessage.ALLOCATE, TransactionId.random(random))
                    .attribute(StunAttribute.REQUESTED_TRANSPORT, TRANSPORT_UDP);
        }

        private StunWriter sign(StunWriter message) {
            return message.attribute(StunAttribute.USERNAME, relay.username().getBytes(StandardCharsets.UTF_8))
                    .attribute(StunAttribute.REALM, realm)
                    .attribute(StunAttribute.NONCE, nonce)
                    .integrity(key);
        }

        private Optional<StunExchange.Response> ask(StunWriter message) {
            return exchange.ask(new StunExchange.Request(relay.address(), message), limit);
        }

        private boolean isChallenge(StunMessage message) {
            return code(message) == UNAUTHENTICATED && learn(message);
        }

        private boolean isStale(StunMessage message) {
            return code(message) == STALE_NONCE && learn(message);
        }

        /// Takes what the server wants to see in the next request.
        ///
        /// @return whether it names realm and nonce
        private boolean learn(StunMessage message) {
            Optional<byte[]> newRealm = message.attribute(StunAttribute.REALM);
            Optional<byte[]> newNonce = message.attribute(StunAttribute.NONCE);
            if (newRealm.isEmpty()
                    || newNonce.isEmpty()
                    || newRealm.get().length > MAX_REALM_BYTES
                    || newNonce.get().length > MAX_REALM_BYTES) {
                return false;
            }
            realm = newRealm.get();
            nonce = newNonce.get();
            key = StunIntegrity.longTermKey(
                    relay.username(), new String(realm, StandardCharsets.UTF_8), relay.password());
            return true;
        }

        private static int code(StunMessage message) {
            return message.failure().map(StunMessage.Failure::code).orElse(0);
        }

        private static RelayReach refused(StunMessage message) {
            return message.failure()
                    .<RelayReach>map(failure -> new RelayReach.Refused(failure.code(), failure.reason()))
                    .orElse(new RelayReach.Refused(0, "an answer that makes no sense"));
        }
    }
}
