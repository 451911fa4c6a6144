package tutti.nat.portmap;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Opens ways in through the user's router and keeps them open: renews each at half of its lifetime, or when the
/// router turns out to have started anew or this computer to have moved to another network, and ends them when
/// closed. Grants end by themselves if this program is killed.
public final class PortMapper implements AutoCloseable {
    /// A router that grants a second at a time is not asked twice a second.
    private static final long MIN_RENEWAL_NS = 5_000_000_000L;

    private static final long RETRY_NS = 60_000_000_000L;

    /// How often this computer's own address is looked at.
    private static final long LOOK_NS = 10_000_000_000L;

    private static final Duration END_LIMIT = Duration.ofMillis(300);
    private static final int MAX_MAPPINGS = 64;

    private final GatewaySource gateways;
    private final SourceAddress sourceAddress;
    private final RouterPorts ports;
    private final LongSupplier clockNs;
    private final SecureRandom random;
    private final MappingListener listener;

    /// Held while the router is talked to.
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition changed = lock.newCondition();
    private final Map<String, Mapping> mappings = new LinkedHashMap<>();
    private @Nullable RouterTalk talk;
    private boolean isClosed;

    /// A mapper whose renewals its caller steps by [#renew].
    PortMapper(
            GatewaySource gateways,
            SourceAddress sourceAddress,
            RouterPorts ports,
            LongSupplier clockNs,
            SecureRandom random,
            MappingListener listener) {
        this.gateways = gateways;
        this.sourceAddress = sourceAddress;
        this.ports = ports;
        this.clockNs = clockNs;
        this.random = random;
        this.listener = listener;
    }

    /// Starts one.
    ///
    /// @param clockNs monotonic, `System::nanoTime` outside tests
    /// @param gateways who knows the router, [GatewaySource#system] outside tests
    public static PortMapper create(
            LongSupplier clockNs, SecureRandom random, GatewaySource gateways, MappingListener listener) {
        PortMapper mapper =
                new PortMapper(gateways, SourceAddress.system(), RouterPorts.STANDARD, clockNs, random, listener);
        Thread.ofPlatform().daemon().name("tutti-portmap").start(mapper::run);
        return mapper;
    }

    /// Asks the router to pass on what comes to a port of its own. A second call for the same port renews the first.
    ///
    /// Thread: any; waits up to 2 s, and for another such call to end.
    ///
    /// @param suggestedExternalPort the router's port, if it can be had; 0 for any
    /// @param lifetime how long to ask for at a time, 1 s to 1 day
    public MappingResult map(Protocol protocol, int internalPort, int suggestedExternalPort, Duration lifetime) {
        Wish wish = new Wish(protocol, internalPort, suggestedExternalPort, (int) lifetime.toSeconds());
        lock.lock();
        try {
            if (isClosed || mappings.size() >= MAX_MAPPINGS) {
                return new MappingResult.Refused(
                        "No further port is opened at the router: there are " + mappings.size() + " already.");
            }
            Mapping mapping = new Mapping(wish);
            MappingResult result = attempt(mapping);
            if (result instanceof MappingResult.Mapped) {
                mappings.put(protocol + " " + internalPort, mapping);
                changed.signalAll();
            }
            return result;
        } finally {
            lock.unlock();
        }
    }

    private MappingResult attempt(Mapping mapping) {
        RouterTalk router = router();
        if (router == null) {
            return new MappingResult.Refused(
                    "This computer has no router to ask: it has no default route; connect it to a network.");
        }
        if (AddressScope.of(router.local()) == AddressScope.PUBLIC) {
            return new MappingResult.NotNeeded(new InetSocketAddress(router.local(), mapping.wish.internalPort()));
        }
        RouterTalk.Outcome outcome = router.map(mapping.wish);
        RouterProtocol by = outcome.by();
        if (by == null || !(outcome.attempt() instanceof Attempt.Granted granted)) {
            return new MappingResult.Refused(RefusalText.of(outcome.attempt(), mapping.wish, router));
        }
        if (AddressScope.of(granted.externalAddress()) != AddressScope.PUBLIC || granted.externalPort() == 0) {
            by.map(mapping.wish.at(granted.externalPort()).end(), END_LIMIT);
            return new MappingResult.Refused(RefusalText.ofAddress(granted.externalAddress(), router));
        }
        return mapping.granted(granted, by, clockNs.getAsLong());
    }

    /// The router as of now: another one after a change of networks.
    private @Nullable RouterTalk router() {
        Optional<Gateway> gateway = preferred(gateways.gateways());
        Optional<InetAddress> local = gateway.flatMap(each -> sourceAddress.towards(each.address()));
        if (gateway.isEmpty() || local.isEmpty()) {
            return null;
        }
        RouterTalk current = talk;
        if (current == null
                || !current.router().equals(gateway.get().address())
                || !current.local().equals(local.get())) {
            current = new RouterTalk(gateway.get().address(), local.get(), ports, clockNs, random);
            talk = current;
        }
        return current;
    }

    /// Only IPv4 needs it: where there is IPv6, each computer has an address of its own.
    private static Optional<Gateway> preferred(List<Gateway> all) {
        return all.stream()
                .filter(each -> each.address() instanceof Inet4Address)
                .findFirst()
                .or(() -> all.stream().findFirst());
    }

    private void run() {
        lock.lock();
        try {
            while (!isClosed) {
                // Woken early or not: whatever is due is looked at again.
                long ignored = changed.awaitNanos(renewOrReport());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private long renewOrReport() {
        try {
            return renew();
        } catch (RuntimeException e) {
            // A listener that throws is reported, and must not end the renewals.
            Thread.currentThread().getUncaughtExceptionHandler().uncaughtException(Thread.currentThread(), e);
            return LOOK_NS;
        }
    }

    /// Renews what is due, and tells what has changed. Thread: `tutti-portmap`.
    ///
    /// @return nanoseconds until something will be
    long renew() {
        lock.lock();
        try {
            long nowNs = clockNs.getAsLong();
            long waitNs = LOOK_NS;
            RouterTalk current = talk;
            if (current != null && !sourceAddress.towards(current.router()).equals(Optional.of(current.local()))) {
                mappings.values().forEach(each -> each.dueNs = nowNs);
            }
            for (Mapping mapping : List.copyOf(mappings.values())) {
                if (mapping.dueNs - nowNs <= 0 && !isClosed) {
                    renew(mapping);
                }
                waitNs = Math.min(waitNs, Math.max(mapping.dueNs - nowNs, MIN_RENEWAL_NS / 10));
            }
            return waitNs;
        } finally {
            lock.unlock();
        }
    }

    private void renew(Mapping mapping) {
        InetSocketAddress before = mapping.external;
        MappingResult result = attempt(mapping);
        long nowNs = clockNs.getAsLong();
        if (result instanceof MappingResult.Mapped mapped) {
            if (!mapped.external().equals(before)) {
                listener.onChange(mapping.wish.protocol(), mapping.wish.internalPort(), result);
            }
        } else if (mapping.failed(nowNs)) {
            listener.onChange(mapping.wish.protocol(), mapping.wish.internalPort(), result);
        }
        RouterProtocol by = mapping.by;
        if (by != null && by.hasForgotten()) {
            mappings.values().stream().filter(each -> each != mapping).forEach(each -> each.dueNs = nowNs);
        }
    }

    /// Ends one mapping, if there is one. Thread: any; waits as [#map] does.
    public void end(Protocol protocol, int internalPort) {
        lock.lock();
        try {
            Mapping mapping = mappings.remove(protocol + " " + internalPort);
            if (mapping != null) {
                mapping.end();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Ends all mappings, within a second or so if the router answers, and stops renewing. Idempotent. Thread: any.
    @Override
    public void close() {
        lock.lock();
        try {
            if (isClosed) {
                return;
            }
            isClosed = true;
            changed.signalAll();
            mappings.values().forEach(Mapping::end);
            mappings.clear();
        } finally {
            lock.unlock();
        }
    }

    /// One port. Guarded by the mapper's lock.
    private static final class Mapping {
        private Wish wish;
        private @Nullable RouterProtocol by;
        private @Nullable InetSocketAddress external;
        private long expiresNs;
        private long dueNs;

        Mapping(Wish wish) {
            this.wish = wish;
        }

        MappingResult granted(Attempt.Granted granted, RouterProtocol protocol, long nowNs) {
            InetSocketAddress at = new InetSocketAddress(granted.externalAddress(), granted.externalPort());
            // A grant for good is lost all the same when the router starts anew.
            long lifetimeNs = TimeUnit.SECONDS.toNanos(Math.min(granted.lifetimeS(), wish.lifetimeS()));
            by = protocol;
            external = at;
            wish = wish.at(at.getPort());
            expiresNs = nowNs + lifetimeNs;
            dueNs = nowNs + Math.max(lifetimeNs / 2, MIN_RENEWAL_NS);
            return new MappingResult.Mapped(at, protocol.name(), Duration.ofSeconds(granted.lifetimeS()));
        }

        /// Tries again after half of what is left (RFC 6887, section 11.2.1).
        ///
        /// @return whether it is lost now and was not before
        boolean failed(long nowNs) {
            long leftNs = expiresNs - nowNs;
            dueNs = nowNs + (leftNs > 0 ? Math.max(leftNs / 2, MIN_RENEWAL_NS) : RETRY_NS);
            boolean isLost = leftNs <= 0 && external != null;
            if (isLost) {
                external = null;
            }
            return isLost;
        }

        void end() {
            if (by != null) {
                by.map(wish.end(), END_LIMIT);
            }
        }
    }
}
