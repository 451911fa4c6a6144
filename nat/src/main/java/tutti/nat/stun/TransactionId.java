package tutti.nat.stun;

import java.nio.ByteBuffer;
import java.security.SecureRandom;

/// What ties an answer to its request: 96 random bits, which nobody who does not see the request can guess.
///
/// @param high the first 32 bits
/// @param low the other 64
public record TransactionId(int high, long low) {
    static final int BYTES = 12;

    /// A new one.
    public static TransactionId random(SecureRandom random) {
        return new TransactionId(random.nextInt(), random.nextLong());
    }

    static TransactionId read(byte[] message, int offsetBytes) {
        ByteBuffer bytes = ByteBuffer.wrap(message, offsetBytes, BYTES);
        return new TransactionId(bytes.getInt(), bytes.getLong());
    }

    byte[] bytes() {
        return ByteBuffer.allocate(BYTES).putInt(high).putLong(low).array();
    }
}
