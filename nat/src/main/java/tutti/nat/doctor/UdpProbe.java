package tutti.nat.doctor;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import tutti.nat.portmap.SourceAddress;
import tutti.nat.stun.StunProbe;
import tutti.nat.udp.UdpPort;
import tutti.nat.udp.UdpPortException;

/// Asks several STUN servers from one port, and the first of them with datagrams of several lengths: all at once. The
/// port and its settings are like those that music goes through. Waits; one thread.
final class UdpProbe {
    /// The least that any network must pass (RFC 791), what Tutti sends at most, and what Ethernet with a tunnel in
    /// it usually still passes; payload of UDP in bytes.
    static final List<Integer> LENGTHS = List.of(576, 1_200, 1_452);

    /// The first answer also waits for Java to load what it needs; the least of some more is the network's.
    private static final int NUM_TIMED = 3;

    private static final Duration TIMED_LIMIT = Duration.ofMillis(300);

    private final SourceAddress sourceAddress;
    private final LongSupplier clockNs;
    private final SecureRandom random;

    UdpProbe(SourceAddress sourceAddress, LongSupplier clockNs, SecureRandom random) {
        this.sourceAddress = sourceAddress;
        this.clockNs = clockNs;
        this.random = random;
    }

    /// Asks.
    ///
    /// @param servers of one family, the room server first
    /// @return empty if there is no way to the first of them at all
    Optional<UdpPath> path(List<InetSocketAddress> servers, Duration limit) {
        InetSocketAddress first = servers.getFirst();
        Optional<InetAddress> source = sourceAddress.towards(first.getAddress());
        if (source.isEmpty()) {
            return Optional.empty();
        }
        String any = first.getAddress() instanceof Inet4Address ? "0.0.0.0" : "::";
        try (UdpPort port = UdpPort.open(new InetSocketAddress(InetAddress.ofLiteral(any), 0), clockNs)) {
            InetSocketAddress local =
                    new InetSocketAddress(source.get(), port.localAddress().getPort());
            return Optional.of(ask(port, local, servers, limit));
        } catch (UdpPortException e) {
            return Optional.empty();
        }
    }

    private UdpPath ask(UdpPort port, InetSocketAddress local, List<InetSocketAddress> servers, Duration limit) {
        List<StunProbe.Question> questions = new ArrayList<>();
        servers.forEach(server -> questions.add(new StunProbe.Question(server, 0)));
        LENGTHS.forEach(numBytes -> questions.add(new StunProbe.Question(servers.getFirst(), numBytes)));
        StunProbe probe = new StunProbe(port, clockNs, random);
        List<Optional<StunProbe.Answer>> answers = probe.askAll(questions, limit);
        List<UdpPath.Seen> seen = new ArrayList<>();
        for (int i = 0; i < servers.size(); i++) {
            StunProbe.Question question = questions.get(i);
            Optional<StunProbe.Answer> answer = answers.get(i);
            seen.add(new UdpPath.Seen(
                    servers.get(i),
                    answer.isPresent(),
                    answer.flatMap(StunProbe.Answer::mapped),
                    answer.map(first -> roundTripNs(probe, question, first)).orElse(0L)));
        }
        Set<Integer> passed = new HashSet<>();
        for (int i = 0; i < LENGTHS.size(); i++) {
            if (answers.get(servers.size() + i).isPresent()) {
                passed.add(LENGTHS.get(i));
            }
        }
        return new UdpPath(local, seen, passed);
    }

    private static long roundTripNs(StunProbe probe, StunProbe.Question question, StunProbe.Answer first) {
        long leastNs = first.roundTripNs();
        for (int i = 0; i < NUM_TIMED; i++) {
            leastNs = probe.askAll(List.of(question), TIMED_LIMIT).getFirst().stream()
                    .mapToLong(StunProbe.Answer::roundTripNs)
                    .reduce(leastNs, Math::min);
        }
        return leastNs;
    }
}
