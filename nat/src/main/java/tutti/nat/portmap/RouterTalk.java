package tutti.nat.portmap;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// All the protocols of one router, in the order in which they are tried: PCP, NAT-PMP where PCP is not spoken, then
/// UPnP, whose slow search has gone on meanwhile. Whoever has answered once is asked first the next time. One thread
/// at a time.
final class RouterTalk {
    /// Who granted a wish, and what.
    ///
    /// @param by null if nobody
    record Outcome(@Nullable RouterProtocol by, Attempt attempt) {}

    private final InetAddress router;
    private final InetAddress local;
    private final RouterPorts ports;
    private final LongSupplier clockNs;
    private final SecureRandom random;
    private final PcpRouter pcp;
    private final NatPmpRouter natPmp;
    private @Nullable RouterProtocol known;

    /// @param local this computer's address on the router's network
    RouterTalk(InetAddress router, InetAddress local, RouterPorts ports, LongSupplier clockNs, SecureRandom random) {
        this.router = router;
        this.local = local;
        this.ports = ports;
        this.clockNs = clockNs;
        this.random = random;
        InetSocketAddress direct = new InetSocketAddress(router, ports.pcp());
        this.pcp = new PcpRouter(direct, clockNs, random);
        this.natPmp = new NatPmpRouter(direct, clockNs);
    }

    InetAddress router() {
        return router;
    }

    InetAddress local() {
        return local;
    }

    /// Waits at most [RouterPorts#all].
    Outcome map(Wish wish) {
        Limit limit = Limit.of(ports.all(), clockNs);
        RouterProtocol before = known;
        if (before != null && before.map(wish, ports.direct()) instanceof Attempt.Granted granted) {
            return new Outcome(before, granted);
        }
        CompletableFuture<Optional<UpnpRouter>> search = search(limit);
        Outcome direct = mapDirectly(wish);
        if (direct.by() != null) {
            search.cancel(true);
            known = direct.by();
            return direct;
        }
        Outcome upnp = found(search, limit)
                .map(each -> outcome(each, each.map(wish, limit.remaining())))
                .orElse(new Outcome(null, new Attempt.Silent()));
        known = upnp.by();
        return upnp.attempt() instanceof Attempt.Silent ? direct : upnp;
    }

    /// What it speaks, found out without asking for anything. Waits about as long as a search takes.
    RouterSurvey survey() {
        // Nobody waits for this one before playing, so it may take half a second longer than a mapping.
        Limit limit = Limit.of(ports.all().plusMillis(500), clockNs);
        CompletableFuture<Optional<UpnpRouter>> search = search(limit);
        CompletableFuture<Boolean> asked =
                CompletableFuture.supplyAsync(() -> pcp.isThere(ports.direct()), RouterTalk::start);
        Optional<NatPmpMessage.Address> direct = natPmp.address(ports.direct());
        Optional<UpnpRouter> upnp = found(search, limit);
        List<String> protocols = new ArrayList<>();
        if (asked.join()) {
            protocols.add(pcp.name());
        }
        direct.ifPresent(each -> protocols.add(natPmp.name()));
        upnp.ifPresent(each -> protocols.add(each.name()));
        Optional<InetAddress> external =
                direct.map(NatPmpMessage.Address::address).or(() -> upnp.flatMap(each -> each.address(ports.direct())));
        return new RouterSurvey(protocols, external);
    }

    private Outcome mapDirectly(Wish wish) {
        Attempt attempt = pcp.map(wish, ports.direct());
        if (!(attempt instanceof Attempt.Silent)) {
            return outcome(pcp, attempt);
        }
        return outcome(natPmp, natPmp.map(wish, ports.direct()));
    }

    private static Outcome outcome(RouterProtocol asked, Attempt attempt) {
        return new Outcome(attempt instanceof Attempt.Granted ? asked : null, attempt);
    }

    /// Searching changes nothing in the router, so it may go on beside the others.
    private CompletableFuture<Optional<UpnpRouter>> search(Limit limit) {
        UpnpSearch search = new UpnpSearch(ports.ssdp(router), router, clockNs);
        return CompletableFuture.supplyAsync(
                () -> UpnpRouter.find(search, local, router, ports.upnpSearch(), limit, random), RouterTalk::start);
    }

    private static void start(Runnable work) {
        Thread.ofVirtual().name("tutti-portmap-search").start(work);
    }

    private static Optional<UpnpRouter> found(CompletableFuture<Optional<UpnpRouter>> search, Limit limit) {
        try {
            return search.get(limit.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
