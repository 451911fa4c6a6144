package tutti.nat.direct;

import java.nio.ByteBuffer;
import java.security.SecureRandom;

/// 16 random bytes that are used once: one side's share in the newness of a session's keys.
record Nonce(long high, long low) {
    static final int NUM_BYTES = 16;
    static final Nonce ZERO = new Nonce(0, 0);

    static Nonce random(SecureRandom random) {
        return new Nonce(random.nextLong(), random.nextLong());
    }

    static Nonce read(byte[] message, int at) {
        ByteBuffer bytes = ByteBuffer.wrap(message);
        return new Nonce(bytes.getLong(at), bytes.getLong(at + 8));
    }

    void write(ByteBuffer to) {
        to.putLong(high).putLong(low);
    }
}
