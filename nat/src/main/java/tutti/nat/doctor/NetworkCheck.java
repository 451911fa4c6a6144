package tutti.nat.doctor;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import tutti.nat.portmap.AddressScope;
import tutti.nat.portmap.Gateway;
import tutti.nat.portmap.GatewaySource;
import tutti.nat.portmap.RouterSurvey;
import tutti.nat.portmap.SourceAddress;

/// Finds out what this network can do: asks the router, the room server and its relays, all at the same time, and
/// changes nothing anywhere. Takes about 1.5 s, at most 4 s.
public final class NetworkCheck {
    private static final List<Class<? extends InetAddress>> FAMILIES = List.of(Inet4Address.class, Inet6Address.class);

    private final GatewaySource gateways;
    private final SourceAddress sourceAddress;
    private final CheckLimits limits;
    private final LongSupplier clockNs;
    private final SecureRandom random;

    NetworkCheck(
            GatewaySource gateways,
            SourceAddress sourceAddress,
            CheckLimits limits,
            LongSupplier clockNs,
            SecureRandom random) {
        this.gateways = gateways;
        this.sourceAddress = sourceAddress;
        this.limits = limits;
        this.clockNs = clockNs;
        this.random = random;
    }

    /// Measures and judges. Thread: any; waits.
    ///
    /// @param clockNs monotonic, `System::nanoTime` outside tests
    /// @return what was found, in the order from this computer outwards
    public static List<Finding> run(CheckSettings settings, LongSupplier clockNs, SecureRandom random) {
        return new NetworkCheck(GatewaySource.system(), SourceAddress.system(), CheckLimits.STANDARD, clockNs, random)
                .run(settings);
    }

    List<Finding> run(CheckSettings settings) {
        return NetworkJudge.findings(measure(settings));
    }

    NetworkFacts measure(CheckSettings settings) {
        OwnNetwork own = OwnNetwork.look(gateways, sourceAddress);
        CompletableFuture<Optional<RouterSurvey>> router = begin(() -> router(own));
        CompletableFuture<List<InetAddress>> names =
                begin(() -> settings.server().map(url -> lookUp(url.host())).orElse(List.of()));
        List<InetAddress> addresses = await(names, limits.name(), List.of());
        Optional<CompletableFuture<ServerReach>> reach =
                settings.server().map(url -> begin(() -> new ServerProbe(clockNs).reach(url, addresses, limits.tcp())));
        List<CompletableFuture<Optional<UdpPath>>> paths = FAMILIES.stream()
                .map(family -> begin(() -> path(servers(settings, addresses, family))))
                .toList();
        List<CompletableFuture<RelayReach>> relays = settings.relays().stream()
                .map(turn -> begin(() -> new RelayProbe(clockNs, random).reach(turn, limits.relay())))
                .toList();
        List<NetworkFacts.Relay> tried = new ArrayList<>();
        for (int i = 0; i < relays.size(); i++) {
            RelayReach came = await(relays.get(i), limits.all(), new RelayReach.Silent());
            tried.add(new NetworkFacts.Relay(settings.relays().get(i), came));
        }
        return new NetworkFacts(
                own,
                await(router, limits.all(), Optional.empty()),
                reach.map(each -> new NetworkFacts.Server(
                        settings.server().orElseThrow(), await(each, limits.all(), new ServerReach.NoAnswer(false)))),
                paths.stream()
                        .flatMap(each -> await(each, limits.all(), Optional.<UdpPath>empty()).stream())
                        .toList(),
                tried);
    }

    /// A router is only there to be asked where it translates.
    private Optional<RouterSurvey> router(OwnNetwork own) {
        Optional<Gateway> gateway = own.routerV4();
        Optional<InetAddress> local = own.sourceV4().filter(each -> AddressScope.of(each) != AddressScope.PUBLIC);
        return gateway.isEmpty() || local.isEmpty()
                ? Optional.empty()
                : Optional.of(RouterSurvey.of(gateway.get().address(), local.get(), clockNs, random));
    }

    private Optional<UdpPath> path(List<InetSocketAddress> servers) {
        return servers.isEmpty()
                ? Optional.empty()
                : new UdpProbe(sourceAddress, clockNs, random).path(servers, limits.udp());
    }

    /// Who is to be asked in one family, the room server first.
    private static List<InetSocketAddress> servers(
            CheckSettings settings, List<InetAddress> addresses, Class<? extends InetAddress> family) {
        List<InetSocketAddress> servers = new ArrayList<>();
        settings.server()
                .ifPresent(url -> addresses.forEach(each -> servers.add(new InetSocketAddress(each, url.port()))));
        servers.addAll(settings.stun());
        settings.relays().forEach(turn -> servers.add(turn.address()));
        return servers.stream()
                .filter(each -> family.isInstance(each.getAddress()))
                .distinct()
                .toList();
    }

    /// At most one of each family, IPv4 first.
    private static List<InetAddress> lookUp(String host) {
        try {
            List<InetAddress> all = List.of(InetAddress.getAllByName(host));
            return FAMILIES.stream()
                    .flatMap(family -> all.stream().filter(family::isInstance).limit(1))
                    .toList();
        } catch (UnknownHostException e) {
            return List.of();
        }
    }

    private static <T> CompletableFuture<T> begin(Supplier<T> work) {
        return CompletableFuture.supplyAsync(
                work, runnable -> Thread.ofVirtual().name("tutti-check").start(runnable));
    }

    private static <T> T await(CompletableFuture<T> work, Duration limit, T otherwise) {
        try {
            return work.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("A check of the network failed.", e.getCause());
        } catch (TimeoutException e) {
            return otherwise;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return otherwise;
        }
    }
}
