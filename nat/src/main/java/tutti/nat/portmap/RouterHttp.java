package tutti.nat.portmap;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.w3c.dom.Element;

/// HTTP with the router: no proxy, no redirection, bodies of at most [XmlText#MAX_BYTES], and an end to each call
/// however slowly it drips. One thread calls.
final class RouterHttp implements AutoCloseable {
    /// What a call of the router's came to.
    ///
    /// @param status of HTTP; 500 for a refusal
    /// @param body its document
    record Answer(int status, Element body) {
        Optional<String> value(String name) {
            return XmlText.value(body, name);
        }
    }

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(HttpClient.Builder.NO_PROXY)
            .followRedirects(HttpClient.Redirect.NEVER)
            .executor(Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("tutti-portmap-http").factory()))
            .build();

    /// Reads a document.
    Optional<byte[]> get(URI uri, Duration limit) {
        return send(HttpRequest.newBuilder(uri).GET().build(), limit)
                .filter(response -> response.statusCode() == 200)
                .map(HttpResponse::body);
    }

    /// Calls an action (UPnP Device Architecture 1.1, section 3).
    ///
    /// @param arguments elements, complete
    Optional<Answer> call(IgdDescription.Service service, String action, String arguments, Duration limit) {
        String envelope = "<?xml version=\"1.0\"?>\r\n"
                + "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\""
                + " s:encodingStyle=\"http://schemas.xmlsoap.org/soap/encoding/\"><s:Body>"
                + "<u:" + action + " xmlns:u=\"" + service.type() + "\">" + arguments + "</u:" + action + ">"
                + "</s:Body></s:Envelope>\r\n";
        HttpRequest request = HttpRequest.newBuilder(service.control())
                .header("Content-Type", "text/xml; charset=\"utf-8\"")
                .header("SOAPAction", "\"" + service.type() + "#" + action + "\"")
                .POST(HttpRequest.BodyPublishers.ofString(envelope, StandardCharsets.UTF_8))
                .build();
        return send(request, limit)
                .filter(response -> response.statusCode() == 200 || response.statusCode() == 500)
                .flatMap(
                        response -> XmlText.root(response.body()).map(body -> new Answer(response.statusCode(), body)));
    }

    private Optional<HttpResponse<byte[]>> send(HttpRequest request, Duration limit) {
        CompletableFuture<HttpResponse<byte[]>> response = client.sendAsync(
                request,
                HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), XmlText.MAX_BYTES));
        try {
            return Optional.of(response.get(limit.toNanos(), TimeUnit.NANOSECONDS));
        } catch (ExecutionException | TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            response.cancel(true);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
