package tutti.engine.bench.room;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// A WebSocket (RFC 6455) that costs little, so that ten thousand fit in a process: over a plain TLS socket, with
/// short text messages and without extensions.
///
/// Thread: one to receive, any to send. Virtual ones, as both wait.
final class LeanWebSocket implements Closeable {
    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;
    private static final int TWO_BYTE_LENGTH = 126;
    private static final int EIGHT_BYTE_LENGTH = 127;
    private static final int MAX_MESSAGE_BYTES = 1 << 16;
    private static final int BUFFER_BYTES = 2048;
    private static final int CONNECT_MS = 10_000;

    /// How long the server may be silent: it answers pings.
    private static final int SILENCE_MS = 90_000;

    private final SSLSocket socket;
    private final InputStream in;
    private final OutputStream out;
    private final ReentrantLock sending = new ReentrantLock();
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int limit;

    private LeanWebSocket(SSLSocket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
    }

    /// Connects.
    ///
    /// @param from the address of this computer to come from
    static LeanWebSocket open(SSLContext tls, InetSocketAddress server, InetAddress from, String path)
            throws IOException {
        Socket plain = new Socket();
        try {
            plain.setTcpNoDelay(true);
            plain.bind(new InetSocketAddress(from, 0));
            plain.connect(server, CONNECT_MS);
            plain.setSoTimeout(SILENCE_MS);
            SSLSocket secure = (SSLSocket)
                    tls.getSocketFactory().createSocket(plain, server.getHostString(), server.getPort(), true);
            secure.startHandshake();
            LeanWebSocket made = new LeanWebSocket(secure);
            made.upgrade(path);
            return made;
        } catch (IOException e) {
            plain.close();
            throw e;
        }
    }

    private void upgrade(String path) throws IOException {
        String request = String.join(
                "\r\n",
                "GET " + path + " HTTP/1.1",
                "Host: localhost",
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
                "Sec-WebSocket-Version: 13",
                "",
                "");
        out.write(request.getBytes(StandardCharsets.US_ASCII));
        StringBuilder answer = new StringBuilder();
        while (answer.indexOf("\r\n\r\n") < 0) {
            answer.append((char) next());
        }
        if (!answer.toString().startsWith("HTTP/1.1 101 ")) {
            throw new IOException("the server does not speak WebSocket");
        }
    }

    private int next() throws IOException {
        if (position == limit) {
            limit = in.read(buffer);
            position = 0;
            if (limit <= 0) {
                limit = 0;
                throw new EOFException("the server has gone");
            }
        }
        return buffer[position++] & 0xFF;
    }

    /// Waits for the next message.
    ///
    /// @throws IOException if the connection has ended, however it did
    String receive() throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        while (true) {
            int first = next();
            byte[] payload = payload(next());
            switch (first & 0xF) {
                case PING -> send(PONG, payload);
                case PONG -> {}
                case CLOSE ->
                    throw new EOFException("closed with code "
                            + (payload.length < 2 ? 0 : ByteBuffer.wrap(payload).getShort()));
                default -> {
                    message.writeBytes(payload);
                    if ((first & FINAL) != 0) {
                        return message.toString(StandardCharsets.US_ASCII);
                    }
                }
            }
        }
    }

    private byte[] payload(int length) throws IOException {
        int extended = length == TWO_BYTE_LENGTH ? 2 : length == EIGHT_BYTE_LENGTH ? 8 : 0;
        long numBytes = extended == 0 ? length : 0;
        for (int i = 0; i < extended; i++) {
            numBytes = (numBytes << Byte.SIZE) | next();
        }
        if (numBytes > MAX_MESSAGE_BYTES) {
            throw new IOException("a frame is too long");
        }
        byte[] payload = new byte[(int) numBytes];
        for (int i = 0; i < payload.length; i++) {
            payload[i] = (byte) next();
        }
        return payload;
    }

    void send(String text) throws IOException {
        send(TEXT, text.getBytes(StandardCharsets.US_ASCII));
    }

    void ping() throws IOException {
        send(PING, new byte[0]);
    }

    /// A client has to mask what it sends; the mask may be zero.
    private void send(int type, byte[] payload) throws IOException {
        boolean isShort = payload.length < TWO_BYTE_LENGTH;
        ByteBuffer frame = ByteBuffer.allocate(payload.length + (isShort ? 6 : 8));
        frame.put((byte) (FINAL | type));
        if (isShort) {
            frame.put((byte) (MASKED | payload.length));
        } else {
            frame.put((byte) (MASKED | TWO_BYTE_LENGTH)).putShort((short) payload.length);
        }
        frame.putInt(0).put(payload);
        sending.lock();
        try {
            out.write(frame.array());
        } finally {
            sending.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
