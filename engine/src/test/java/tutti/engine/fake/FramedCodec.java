package tutti.engine.fake;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import tutti.codecs.AudioCodec;
import tutti.codecs.AudioDecoder;
import tutti.codecs.AudioEncoder;

/// A codec with frames of fixed length, a lookahead and a memory, as Opus has them: 16 bits a sample, each rounded
/// down to a step, delayed by the lookahead. A new decoder makes silence of its first packet.
public final class FramedCodec implements AudioCodec {
    /// What a decoder makes up.
    public static final float BRIDGE = 0.75f;

    /// Encoders and decoders that have not been closed.
    public final AtomicInteger open = new AtomicInteger();

    /// Encoders and decoders made.
    public final AtomicInteger made = new AtomicInteger();

    /// Packets that decoders were asked to make up, and packets they heard.
    public final AtomicInteger bridged = new AtomicInteger();

    public final AtomicInteger decoded = new AtomicInteger();
    private final String name;
    private final int payloadType;
    private final int packetFrames;
    private final int lookaheadFrames;
    private final float stepsPerUnit;

    /// @param stepsPerUnit 32,768 to carry 16 bits exactly, fewer for coding noise
    public FramedCodec(String name, int payloadType, int packetFrames, int lookaheadFrames, float stepsPerUnit) {
        this.name = name;
        this.payloadType = payloadType;
        this.packetFrames = packetFrames;
        this.lookaheadFrames = lookaheadFrames;
        this.stepsPerUnit = stepsPerUnit;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int payloadType() {
        return payloadType;
    }

    @Override
    public int maxFrames(int numChannels, int maxPayloadBytes) {
        return Math.min(packetFrames, maxPayloadBytes / (2 * numChannels));
    }

    @Override
    public int packetFrames(int periodFrames, int sampleRateHz) {
        return packetFrames;
    }

    @Override
    public int lookaheadFrames(int sampleRateHz) {
        return lookaheadFrames;
    }

    @Override
    public boolean supportsRate(int sampleRateHz) {
        return sampleRateHz == 48_000;
    }

    @Override
    public AudioEncoder newEncoder(int numChannels, int sampleRateHz, long seed) {
        return new Encoder(numChannels);
    }

    @Override
    public AudioDecoder newDecoder(int numChannels, int sampleRateHz) {
        return new Decoder(numChannels);
    }

    private final class Encoder implements AudioEncoder {
        private final float[][] delayed;
        private int at;

        Encoder(int numChannels) {
            delayed = new float[numChannels][lookaheadFrames];
            open.incrementAndGet();
            made.incrementAndGet();
        }

        @Override
        public int encode(float[][] planar, int offsetFrames, int numFrames, byte[] payload, int offsetBytes) {
            if (numFrames != packetFrames) {
                throw new IllegalArgumentException("A packet has " + packetFrames + " frames, not " + numFrames);
            }
            int index = offsetBytes;
            for (int i = 0; i < numFrames; i++) {
                for (int channel = 0; channel < delayed.length; channel++) {
                    float in = planar[channel][offsetFrames + i];
                    float out = in;
                    if (lookaheadFrames > 0) {
                        out = delayed[channel][at];
                        delayed[channel][at] = in;
                    }
                    int value = (int) Math.floor(out * stepsPerUnit);
                    payload[index++] = (byte) (value >> 8);
                    payload[index++] = (byte) value;
                }
                at = lookaheadFrames > 0 ? (at + 1) % lookaheadFrames : 0;
            }
            return index - offsetBytes;
        }

        @Override
        public void close() {
            open.decrementAndGet();
        }
    }

    private final class Decoder implements AudioDecoder {
        private final int numChannels;
        private boolean settled;

        Decoder(int numChannels) {
            this.numChannels = numChannels;
            open.incrementAndGet();
            made.incrementAndGet();
        }

        @Override
        public int decode(byte[] payload, int offsetBytes, int numBytes, float[][] planar) {
            if (numBytes != 2 * numChannels * packetFrames) {
                return MALFORMED;
            }
            decoded.incrementAndGet();
            int index = offsetBytes;
            for (int i = 0; i < packetFrames; i++) {
                for (int channel = 0; channel < numChannels; channel++) {
                    int value = payload[index] << 8 | (payload[index + 1] & 0xFF);
                    planar[channel][i] = settled ? value / stepsPerUnit : 0;
                    index += 2;
                }
            }
            settled = true;
            return packetFrames;
        }

        @Override
        public int bridge(int numFrames, float[][] planar) {
            bridged.incrementAndGet();
            for (float[] channel : planar) {
                Arrays.fill(channel, 0, numFrames, BRIDGE);
            }
            return numFrames;
        }

        @Override
        public void close() {
            open.decrementAndGet();
        }
    }
}
