package tutti.nat.doctor;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import tutti.nat.identity.Fingerprint;
import tutti.nat.invite.ServerUrl;

/// Opens a TLS connection to a room server and asks after its health. Waits; one thread.
final class ServerProbe {
    private static final int MAX_ANSWER_BYTES = 2_048;

    private final LongSupplier clockNs;

    ServerProbe(LongSupplier clockNs) {
        this.clockNs = clockNs;
    }

    /// Tries to reach it.
    ///
    /// @param addresses the server's, tried one after the other until one answers
    /// @param limit for each of connecting and every answer
    ServerReach reach(ServerUrl server, List<InetAddress> addresses, Duration limit) {
        ServerReach reach = new ServerReach.NoName();
        for (InetAddress address : addresses) {
            reach = reach(server, new InetSocketAddress(address, server.port()), limit);
            if (!(reach instanceof ServerReach.NoAnswer)) {
                return reach;
            }
        }
        return reach;
    }

    /// The first connection is used, the second one timed: the first also waits for Java to load what it needs.
    private ServerReach reach(ServerUrl server, InetSocketAddress at, Duration limit) {
        try (Socket tcp = connect(at, limit)) {
            tcp.setSoTimeout((int) limit.toMillis());
            ServerReach reach = speak(server, tcp);
            return reach instanceof ServerReach.Reached ? timed(at, limit) : reach;
        } catch (ConnectException e) {
            return new ServerReach.NoAnswer(true);
        } catch (IOException e) {
            return new ServerReach.NoAnswer(false);
        }
    }

    private static Socket connect(InetSocketAddress at, Duration limit) throws IOException {
        Socket tcp = new Socket();
        try {
            tcp.connect(at, (int) limit.toMillis());
            return tcp;
        } catch (IOException e) {
            tcp.close();
            throw e;
        }
    }

    private ServerReach timed(InetSocketAddress at, Duration limit) throws IOException {
        long startNs = clockNs.getAsLong();
        connect(at, limit).close();
        return new ServerReach.Reached(clockNs.getAsLong() - startNs);
    }

    private static ServerReach speak(ServerUrl server, Socket tcp) throws IOException {
        Fingerprint pinned = server.pinned();
        try (SSLSocket tls = (SSLSocket)
                context(pinned != null).getSocketFactory().createSocket(tcp, server.host(), server.port(), true)) {
            if (pinned == null) {
                SSLParameters parameters = tls.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                tls.setSSLParameters(parameters);
            }
            tls.startHandshake();
            Certificate shown = tls.getSession().getPeerCertificates()[0];
            if (pinned != null && !pinned.equals(Fingerprint.ofCertificate(shown.getEncoded()))) {
                return new ServerReach.Untrusted(true);
            }
            return isHealthy(tls, server) ? new ServerReach.Reached(0) : new ServerReach.Foreign();
        } catch (SSLException | GeneralSecurityException e) {
            return new ServerReach.Untrusted(false);
        }
    }

    /// Whether the health page comes. A server need not end the connection after it, so nobody waits for that.
    private static boolean isHealthy(SSLSocket tls, ServerUrl server) throws IOException {
        String request = "GET /health HTTP/1.1\r\nHost: "
                + server.uri("https", "").getRawAuthority() + "\r\nConnection: close\r\n\r\n";
        tls.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        tls.getOutputStream().flush();
        byte[] answer = new byte[MAX_ANSWER_BYTES];
        int numBytes = 0;
        while (numBytes < answer.length) {
            int numMore = tls.getInputStream().read(answer, numBytes, answer.length - numBytes);
            if (numMore < 0) {
                return false;
            }
            numBytes += numMore;
            String text = new String(answer, 0, numBytes, StandardCharsets.ISO_8859_1);
            if (text.startsWith("HTTP/1.1 200") && text.contains("\"status\":\"up\"")) {
                return true;
            }
        }
        return false;
    }

    private static SSLContext context(boolean isPinned) throws GeneralSecurityException {
        if (!isPinned) {
            return SSLContext.getDefault();
        }
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Anybody()}, null);
        return context;
    }

    /// Lets the handshake end with whoever is there, so that the certificate can be compared afterwards. Nothing that
    /// is not public is said to them.
    private static final class Anybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
