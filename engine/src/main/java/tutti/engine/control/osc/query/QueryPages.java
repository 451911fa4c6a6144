package tutti.engine.control.osc.query;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tutti.engine.control.tree.ControlTree;
import tutti.engine.control.tree.Node;

/// The HTTP half of OSCQuery: GET of a path is the node there with everything below it, with `?ATTRIBUTE` only that,
/// with `?HOST_INFO` what this server is.
///
/// | answer | means |
/// | --- | --- |
/// | 200 | JSON |
/// | 204 | the node has no such attribute, for example the value of a command |
/// | 400 | there is no attribute of that name |
/// | 401 | without the token |
/// | 403 | by a foreign name, or from a foreign page |
/// | 404 | there is no such node |
/// | 405 | not a GET |
///
/// Thread: any.
final class QueryPages {
    private static final String JSON = "application/json";
    private static final String HOST_INFO = "HOST_INFO";

    private static final List<String> EXTENSIONS = List.of(
            "ACCESS",
            "VALUE",
            "RANGE",
            "CLIPMODE",
            "UNIT",
            "DESCRIPTION",
            "TAGS",
            "CRITICAL",
            "DEFAULT_VALUE",
            "TUTTI_MAX_CHARS",
            "TUTTI_METER",
            "LISTEN",
            "PATH_ADDED",
            "PATH_REMOVED",
            "PATH_CHANGED",
            QueryCommand.SUBSCRIBE,
            QueryCommand.UNSUBSCRIBE);

    private final QuerySettings settings;
    private final ControlTree tree;
    private final QueryCounters counters;
    private final Doorkeeper doorkeeper;
    private final int oscPort;

    /// @param oscPort where OSC over UDP is spoken, or [QueryServer#NO_OSC]
    QueryPages(QuerySettings settings, ControlTree tree, QueryCounters counters, int oscPort) {
        this.settings = settings;
        this.tree = tree;
        this.counters = counters;
        this.doorkeeper = new Doorkeeper(settings.token(), settings.hostNames());
        this.oscPort = oscPort;
    }

    /// What the doorkeeper says to a request.
    Doorkeeper.Verdict judge(Headers headers) {
        return doorkeeper.judge(
                all(headers, HeaderNames.HOST),
                all(headers, HeaderNames.ORIGIN),
                all(headers, HeaderNames.AUTHORIZATION),
                QueryLine.offered(headers));
    }

    private static List<String> all(Headers headers, HeaderName name) {
        return headers.contains(name) ? headers.get(name).allValues() : List.of();
    }

    static Status status(Doorkeeper.Verdict verdict) {
        return verdict == Doorkeeper.Verdict.STRANGER ? Status.UNAUTHORIZED_401 : Status.FORBIDDEN_403;
    }

    static String sentence(Doorkeeper.Verdict verdict) {
        return switch (verdict) {
            case WELCOME -> "";
            case FOREIGN_HOST -> "Ask by this computer's address; that name is none of its.";
            case FOREIGN_ORIGIN -> "Pages of others have no business here.";
            case STRANGER -> "Send the token of the engine's door file: Authorization: Bearer TOKEN.";
        };
    }

    /// Answers every request.
    void answer(ServerRequest request, ServerResponse response) {
        Doorkeeper.Verdict verdict = judge(request.headers());
        if (verdict != Doorkeeper.Verdict.WELCOME) {
            counters.turnedAway.increment();
            response.status(status(verdict));
            if (verdict == Doorkeeper.Verdict.STRANGER) {
                response.header(HeaderNames.WWW_AUTHENTICATE, "Bearer");
            }
            response.send(sentence(verdict));
            return;
        }
        counters.requests.increment();
        if (!request.prologue().method().equals(Method.GET)) {
            response.status(Status.METHOD_NOT_ALLOWED_405).send();
            return;
        }
        String query = request.prologue().query().rawValue();
        if (query.equals(HOST_INFO)) {
            InetSocketAddress here = new InetSocketAddress(
                    settings.bind().getAddress(), request.localPeer().port());
            send(response, json -> hostInfo(here, json));
            return;
        }
        Optional<Node> node = address(request).flatMap(tree::node);
        if (node.isEmpty()) {
            response.status(Status.NOT_FOUND_404).send();
        } else if (query.isEmpty()) {
            send(response, json -> NodeJson.write(node.get(), json));
        } else {
            attribute(node.get(), query, response);
        }
    }

    private static Optional<String> address(ServerRequest request) {
        String raw = request.prologue().uriPath().rawPath();
        try {
            // A plus is a plus here.
            String path = URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
            boolean isBranch = path.length() > 1 && path.endsWith("/");
            return Optional.of(isBranch ? path.substring(0, path.length() - 1) : path);
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static void attribute(Node node, String name, ServerResponse response) {
        Optional<Attribute> attribute = Attribute.named(name);
        if (attribute.isEmpty()) {
            response.status(Status.BAD_REQUEST_400).send();
        } else if (!NodeJson.said(node).contains(attribute.get())) {
            response.status(Status.NO_CONTENT_204).send();
        } else {
            send(response, json -> {
                json.writeStartObject();
                NodeJson.write(node, attribute.get(), json);
                json.writeEndObject();
            });
        }
    }

    private static void send(ServerResponse response, Consumer<JsonGenerator> content) {
        response.header(HeaderNames.CONTENT_TYPE, JSON);
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        try (OutputStream out = response.outputStream();
                JsonGenerator json = NodeJson.generator(out)) {
            content.accept(json);
        } catch (IOException otherEndIsGone) {
            throw new UncheckedIOException(otherEndIsGone);
        }
    }

    private void hostInfo(InetSocketAddress here, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("NAME", settings.name());
        json.writeName("EXTENSIONS");
        json.writeStartObject();
        for (String extension : EXTENSIONS) {
            json.writeBooleanProperty(extension, true);
        }
        json.writeEndObject();
        // Who is bound to any address is reached at the one by which it was asked.
        boolean isAny = here.getAddress().isAnyLocalAddress();
        if (oscPort != QueryServer.NO_OSC) {
            if (!isAny) {
                json.writeStringProperty("OSC_IP", here.getAddress().getHostAddress());
            }
            json.writeNumberProperty("OSC_PORT", oscPort);
            json.writeStringProperty("OSC_TRANSPORT", "UDP");
        }
        if (!isAny) {
            json.writeStringProperty("WS_IP", here.getAddress().getHostAddress());
        }
        json.writeNumberProperty("WS_PORT", here.getPort());
        json.writeEndObject();
    }
}
