package tutti.nat.stun;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import tutti.nat.udp.DatagramPort;

/// Asks STUN servers from which address they see a port of ours. One thread, which waits for the answers.
public final class StunProbe {
    /// One question.
    ///
    /// @param server whom to ask, resolved
    /// @param numBytes how long the datagram is to be, a multiple of four up to 1,500; what is less than a request
    /// needs
    ///     makes the shortest one
    public record Question(InetSocketAddress server, int numBytes) {}

    /// One answer.
    ///
    /// @param mapped from where the server sees the port; empty if it answered without saying so, as one does that
    ///     does not know padding (420)
    /// @param roundTripNs since the question was sent last
    /// @param numBytes how long the answer was
    public record Answer(Optional<InetSocketAddress> mapped, long roundTripNs, int numBytes) {}

    private final StunExchange exchange;
    private final SecureRandom random;

    /// @param port the port that is asked about; nobody else may receive on it meanwhile
    /// @param clockNs monotonic, the one of the port's arrival times
    public StunProbe(DatagramPort port, LongSupplier clockNs, SecureRandom random) {
        this.exchange = new StunExchange(port, clockNs);
        this.random = random;
    }

    /// Asks one server, with the shortest request.
    ///
    /// @return from where it sees the port, or nothing if no such answer came in time
    public Optional<InetSocketAddress> mappedBy(InetSocketAddress server, Duration limit) {
        return askAll(List.of(new Question(server, 0)), limit).getFirst().flatMap(Answer::mapped);
    }

    /// Asks everything at once.
    ///
    /// @return the answers in the questions' order, empty where none came in time
    public List<Optional<Answer>> askAll(List<Question> questions, Duration limit) {
        return exchange.askAll(questions.stream().map(this::request).toList(), limit).stream()
                .map(response -> response.map(StunProbe::answer))
                .toList();
    }

    private StunExchange.Request request(Question question) {
        TransactionId id = TransactionId.random(random);
        return new StunExchange.Request(
                question.server(),
                new StunWriter(StunMessage.Kind.REQUEST, StunMessage.BINDING, id)
                        .padTo(question.numBytes())
                        .fingerprint());
    }

    private static Answer answer(StunExchange.Response response) {
        StunMessage message = response.message();
        Optional<InetSocketAddress> mapped = message.kind() == StunMessage.Kind.SUCCESS
                ? message.address(StunAttribute.XOR_MAPPED_ADDRESS)
                        .or(() -> message.address(StunAttribute.MAPPED_ADDRESS))
                : Optional.empty();
        return new Answer(mapped, response.roundTripNs(), message.numBytes());
    }
}
