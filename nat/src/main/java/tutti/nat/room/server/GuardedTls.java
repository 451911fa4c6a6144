package tutti.nat.room.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.security.KeyManagementException;
import java.security.SecureRandom;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/// TLS for a web server that has no say in which connections it takes: each passes the front door before a byte of
/// it is read. The web server hands over the plain socket of a new connection to be made a TLS one; this is where
/// the door stands.
final class GuardedTls extends SSLContext {
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    /// Of TLS 1.2, whose sessions are remembered; those of TLS 1.3 are kept by the players.
    private static final int MAX_SESSIONS = 4096;

    private GuardedTls(SSLContext tls, FrontDoor door) {
        super(new Guard(tls, door), tls.getProvider(), tls.getProtocol());
    }

    static SSLContext of(SSLContext tls, FrontDoor door) {
        tls.getServerSessionContext().setSessionCacheSize(MAX_SESSIONS);
        return new GuardedTls(tls, door);
    }

    private static final class Guard extends SSLContextSpi {
        private final SSLContext tls;
        private final FrontDoor door;

        Guard(SSLContext tls, FrontDoor door) {
            this.tls = tls;
            this.door = door;
        }

        @Override
        protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random)
                throws KeyManagementException {
            throw new KeyManagementException("It is initialised already.");
        }

        @Override
        protected SSLSocketFactory engineGetSocketFactory() {
            return new GuardedSockets(tls.getSocketFactory(), door);
        }

        @Override
        protected SSLServerSocketFactory engineGetServerSocketFactory() {
            return tls.getServerSocketFactory();
        }

        @Override
        protected SSLEngine engineCreateSSLEngine() {
            return tls.createSSLEngine();
        }

        @Override
        protected SSLEngine engineCreateSSLEngine(String host, int port) {
            return tls.createSSLEngine(host, port);
        }

        @Override
        protected SSLSessionContext engineGetServerSessionContext() {
            return tls.getServerSessionContext();
        }

        @Override
        protected SSLSessionContext engineGetClientSessionContext() {
            return tls.getClientSessionContext();
        }

        @Override
        protected SSLParameters engineGetDefaultSSLParameters() {
            return tls.getDefaultSSLParameters();
        }

        @Override
        protected SSLParameters engineGetSupportedSSLParameters() {
            return tls.getSupportedSSLParameters();
        }
    }

    private static final class GuardedSockets extends SSLSocketFactory {
        private final SSLSocketFactory sockets;
        private final FrontDoor door;

        GuardedSockets(SSLSocketFactory sockets, FrontDoor door) {
            this.sockets = sockets;
            this.door = door;
        }

        /// The only way that the web server takes. It asks for the plain socket to be left open when the TLS one is
        /// closed, which nobody would ever close then.
        @Override
        public Socket createSocket(Socket socket, InputStream consumed, boolean autoClose) throws IOException {
            door.admit(socket);
            Socket secure = sockets.createSocket(socket, consumed, true);
            if (secure instanceof SSLSocket server) {
                server.setEnabledProtocols(PROTOCOLS);
            }
            return secure;
        }

        @Override
        public String[] getDefaultCipherSuites() {
            return sockets.getDefaultCipherSuites();
        }

        @Override
        public String[] getSupportedCipherSuites() {
            return sockets.getSupportedCipherSuites();
        }

        @Override
        public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
            throw clientsOnly();
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            throw clientsOnly();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
            throw clientsOnly();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            throw clientsOnly();
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort)
                throws IOException {
            throw clientsOnly();
        }

        private static IOException clientsOnly() {
            return new IOException("This end accepts connections and makes none.");
        }
    }
}
