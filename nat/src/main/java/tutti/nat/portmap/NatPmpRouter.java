package tutti.nat.portmap;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/// A router asked in the NAT Port Mapping Protocol (RFC 6886).
final class NatPmpRouter implements RouterProtocol {
    private final InetSocketAddress router;
    private final LongSupplier clockNs;
    private final EpochWatch epoch;

    NatPmpRouter(InetSocketAddress router, LongSupplier clockNs) {
        this.router = router;
        this.clockNs = clockNs;
        this.epoch = new EpochWatch(clockNs);
    }

    @Override
    public String name() {
        return "NAT-PMP";
    }

    /// The router's own address, or why it has none; empty if it does not speak NAT-PMP.
    Optional<NatPmpMessage.Address> address(Duration limit) {
        try (RouterSocket socket = RouterSocket.open(router, clockNs)) {
            return socket.ask(NatPmpMessage.addressRequest(), NatPmpMessage::address, limit)
                    .filter(address -> address.result() != NatPmpMessage.UNSUPPORTED_VERSION);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public Attempt map(Wish wish, Duration limit) {
        Duration half = limit.dividedBy(2);
        Optional<NatPmpMessage.Address> address = address(half);
        if (address.isEmpty()) {
            return new Attempt.Silent();
        }
        epoch.heard(address.get().epochS());
        InetAddress external = address.get().address();
        if (external == null) {
            return refusal(address.get().result());
        }
        try (RouterSocket socket = RouterSocket.open(router, clockNs)) {
            return socket.ask(
                            NatPmpMessage.mappingRequest(wish),
                            (datagram, numBytes) -> NatPmpMessage.mapping(datagram, numBytes, wish),
                            half)
                    .map(mapping -> attempt(mapping, external))
                    .orElseGet(Attempt.Silent::new);
        } catch (IOException e) {
            return new Attempt.Silent();
        }
    }

    private Attempt attempt(NatPmpMessage.Mapping mapping, InetAddress external) {
        epoch.heard(mapping.epochS());
        return mapping.result() == NatPmpMessage.SUCCESS
                ? new Attempt.Granted(external, mapping.externalPort(), mapping.lifetimeS())
                : refusal(mapping.result());
    }

    private static Attempt refusal(int result) {
        return switch (result) {
            case NatPmpMessage.NOT_AUTHORIZED -> new Attempt.Denied("does not permit it");
            case NatPmpMessage.NETWORK_FAILURE -> new Attempt.NoAddress();
            case NatPmpMessage.OUT_OF_RESOURCES -> new Attempt.Denied("has no port left");
            default -> new Attempt.Denied("could not do it (NAT-PMP error " + result + ")");
        };
    }

    @Override
    public boolean hasForgotten() {
        return epoch.hasForgotten();
    }
}
