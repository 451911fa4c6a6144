package tutti.engine.control.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// What an engine says over HTTP. Waits for the answer. Thread: any.
final class DoorPages {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;

    private final HttpClient client;
    private final Door door;

    DoorPages(HttpClient client, Door door) {
        this.client = client;
        this.door = door;
    }

    /// Takes what the answer holds.
    ///
    /// @param <T> what is made of it
    private interface Reading<T> {
        T read(InputStream in);
    }

    /// What the engine calls itself.
    ///
    /// @throws DoorException if it cannot be asked
    String hostName() throws InterruptedException {
        return get("/?HOST_INFO", NodeReader::hostName, "");
    }

    /// A node and everything below it; nothing if there is no such node.
    ///
    /// @throws DoorException if it cannot be asked
    List<NodeState> nodes(String address) throws InterruptedException {
        String path = Arrays.stream(address.split("/", -1))
                .map(name -> URLEncoder.encode(name, StandardCharsets.UTF_8))
                .collect(Collectors.joining("/"));
        return get(path, NodeReader::read, List.of());
    }

    private <T> T get(String pathAndQuery, Reading<T> reading, T none) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(door.uri() + pathAndQuery))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + door.token())
                .build();
        try {
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream in = response.body()) {
                return switch (response.statusCode()) {
                    case OK -> reading.read(in);
                    case NOT_FOUND -> none;
                    case UNAUTHORIZED ->
                        throw new DoorException("The engine does not know this token; take its newest door file.");
                    default ->
                        throw new DoorException("The engine refuses to answer (HTTP " + response.statusCode() + "); is "
                                + door.uri() + " an engine's?");
                };
            }
        } catch (IOException unreachable) {
            throw new DoorException(
                    "The engine of " + door.name() + " does not answer at " + door.uri() + "; is it still running?",
                    unreachable);
        }
    }
}
