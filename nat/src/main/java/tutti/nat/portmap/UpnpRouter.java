package tutti.nat.portmap;

import java.net.InetAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// A router asked by UPnP: an Internet Gateway Device of version 1 or 2.
final class UpnpRouter implements RouterProtocol {
    /// A refusal that names what else to ask for is followed so often. WANIPConnection:1 grants the port that was
    /// asked for or none.
    private static final int MAX_ATTEMPTS = 4;

    private static final int UNKNOWN_ACTION = 401;
    private static final int CONFLICT = 718;
    private static final int ONLY_PERMANENT = 725;
    private static final int FIRST_PORT = 1_024;
    private static final int NUM_PORTS = 65_536 - FIRST_PORT;

    private final IgdDescription.Service service;
    private final InetAddress local;
    private final LongSupplier clockNs;
    private final SecureRandom random;

    private UpnpRouter(IgdDescription.Service service, InetAddress local, LongSupplier clockNs, SecureRandom random) {
        this.service = service;
        this.local = local;
        this.clockNs = clockNs;
        this.random = random;
    }

    /// Looks for the router. Waits.
    ///
    /// @param local this computer's address on the router's network
    /// @param searchLimit for its first answer
    /// @param limit for everything
    static Optional<UpnpRouter> find(
            UpnpSearch search,
            InetAddress local,
            InetAddress router,
            Duration searchLimit,
            Limit limit,
            SecureRandom random) {
        Optional<URI> location = search.location(local, searchLimit);
        if (location.isEmpty()) {
            return Optional.empty();
        }
        try (RouterHttp http = new RouterHttp()) {
            List<IgdDescription.Service> services = http.get(location.get(), limit.remaining())
                    .map(xml -> IgdDescription.services(xml, location.get(), router))
                    .orElse(List.of());
            // A router may describe connections that it does not use: those have no address.
            return services.stream()
                    .filter(each ->
                            services.size() == 1 || address(http, each, limit).isPresent())
                    .findFirst()
                    .map(each -> new UpnpRouter(each, local, limit.clockNs(), random));
        }
    }

    /// The router's own address.
    Optional<InetAddress> address(Duration limit) {
        try (RouterHttp http = new RouterHttp()) {
            return address(http, service, Limit.of(limit, clockNs));
        }
    }

    @Override
    public String name() {
        return "UPnP";
    }

    @Override
    public Attempt map(Wish wish, Duration duration) {
        Limit limit = Limit.of(duration, clockNs);
        try (RouterHttp http = new RouterHttp()) {
            return wish.lifetimeS() == 0 ? delete(http, wish, limit) : add(http, wish, limit);
        }
    }

    private Attempt add(RouterHttp http, Wish wish, Limit limit) {
        Optional<InetAddress> external = address(http, service, limit);
        if (external.isEmpty()) {
            return new Attempt.NoAddress();
        }
        Wish asked = wish.externalPort() == 0 ? wish.at(wish.internalPort()) : wish;
        boolean isPermanent = false;
        boolean isAnyPort = service.knowsAnyPort();
        int error = 0;
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            Optional<RouterHttp.Answer> answer = http.call(
                    service,
                    isAnyPort ? "AddAnyPortMapping" : "AddPortMapping",
                    addArguments(asked, isPermanent),
                    limit.remaining());
            if (answer.isEmpty()) {
                return new Attempt.Silent();
            }
            if (answer.get().status() == 200) {
                int lifetimeS = isPermanent ? Integer.MAX_VALUE : asked.lifetimeS();
                return new Attempt.Granted(external.get(), grantedPort(answer.get(), asked), lifetimeS);
            }
            error = error(answer.get());
            if (error == ONLY_PERMANENT) {
                isPermanent = true;
            } else if (error == UNKNOWN_ACTION && isAnyPort) {
                isAnyPort = false;
            } else if (error == CONFLICT) {
                asked = asked.at(FIRST_PORT + random.nextInt(NUM_PORTS));
            } else {
                break;
            }
        }
        return new Attempt.Denied(reason(error));
    }

    private Attempt delete(RouterHttp http, Wish wish, Limit limit) {
        String arguments = "<NewRemoteHost></NewRemoteHost><NewExternalPort>" + wish.externalPort()
                + "</NewExternalPort><NewProtocol>" + wish.protocol() + "</NewProtocol>";
        Optional<RouterHttp.Answer> answer = http.call(service, "DeletePortMapping", arguments, limit.remaining());
        return answer.isPresent() && answer.get().status() == 200
                ? new Attempt.Granted(local, wish.externalPort(), 0)
                : new Attempt.Silent();
    }

    private static Optional<InetAddress> address(RouterHttp http, IgdDescription.Service service, Limit limit) {
        return http.call(service, "GetExternalIPAddress", "", limit.remaining())
                .filter(answer -> answer.status() == 200)
                .flatMap(answer -> answer.value("NewExternalIPAddress"))
                .map(UpnpRouter::literal)
                .filter(address -> !address.isAnyLocalAddress());
    }

    private static @Nullable InetAddress literal(String text) {
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /// The order is that of the service's description, which routers insist on.
    private String addArguments(Wish wish, boolean isPermanent) {
        return "<NewRemoteHost></NewRemoteHost>"
                + "<NewExternalPort>" + wish.externalPort() + "</NewExternalPort>"
                + "<NewProtocol>" + wish.protocol() + "</NewProtocol>"
                + "<NewInternalPort>" + wish.internalPort() + "</NewInternalPort>"
                + "<NewInternalClient>" + local.getHostAddress() + "</NewInternalClient>"
                + "<NewEnabled>1</NewEnabled>"
                + "<NewPortMappingDescription>Tutti</NewPortMappingDescription>"
                + "<NewLeaseDuration>" + (isPermanent ? 0 : wish.lifetimeS()) + "</NewLeaseDuration>";
    }

    private static int grantedPort(RouterHttp.Answer answer, Wish asked) {
        int reserved = answer.value("NewReservedPort").map(UpnpRouter::number).orElse(0);
        return reserved >= 1 && reserved <= 65_535 ? reserved : asked.externalPort();
    }

    private static int error(RouterHttp.Answer answer) {
        return answer.value("errorCode").map(UpnpRouter::number).orElse(0);
    }

    private static int number(String text) {
        return text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : 0;
    }

    private static String reason(int error) {
        return switch (error) {
            case UNKNOWN_ACTION, 602 -> "does not know how to open a port";
            case 606 -> "does not permit it";
            case CONFLICT -> "has given the port to another computer";
            case 728 -> "has no port left";
            default -> "could not do it (UPnP error " + error + ")";
        };
    }

    /// Leases of UPnP end by themselves; whether a router has started anew shows at the renewal only.
    @Override
    public boolean hasForgotten() {
        return false;
    }
}
