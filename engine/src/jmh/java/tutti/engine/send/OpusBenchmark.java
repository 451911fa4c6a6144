package tutti.engine.send;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import tutti.codecs.AudioDecoder;
import tutti.codecs.AudioEncoder;
import tutti.codecs.opus.OpusCodec;
import tutti.codecs.opus.OpusFrame;
import tutti.codecs.opus.OpusLibrary;
import tutti.engine.bench.music.Clip;

/// One Opus packet of music at 256 kbit/s in stereo, 128 kbit/s in mono, with the library that Tutti would choose
/// here.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class OpusBenchmark {
    private static final int MAX_PACKET_BYTES = 1_276;
    private static final int MAX_FRAMES = 480;

    @Param({"MS_2_5", "MS_5", "MS_10"})
    public OpusFrame frame = OpusFrame.MS_2_5;

    @Param({"1", "2"})
    public int channels = 2;

    private final byte[] payload = new byte[MAX_PACKET_BYTES];
    private final float[][] heard = new float[2][MAX_FRAMES];
    private final float[][] sound = {Clip.ENSEMBLE.readMono(), Clip.DRUMS.readMono()};
    private final OpusCodec codec =
            OpusCodec.find().orElseThrow(() -> new IllegalStateException(OpusLibrary.absence()));
    private AudioEncoder encoder = codec.newEncoder(channels, Clip.RATE_HZ, 0);
    private AudioDecoder decoder = codec.newDecoder(channels, Clip.RATE_HZ);
    private byte[][] packets = {};
    private int packetFrames;
    private int at;

    /// The length and the channels are known only now.
    @Setup(Level.Trial)
    public void choose() {
        packetFrames = frame.frames(0, Clip.RATE_HZ);
        encoder = codec.newEncoder(channels, Clip.RATE_HZ, 0);
        decoder = codec.newDecoder(channels, Clip.RATE_HZ);
        packets = new byte[Math.min(sound[0].length, sound[1].length) / packetFrames][];
        for (int i = 0; i < packets.length; i++) {
            int bytes = encode(i);
            packets[i] = Arrays.copyOf(payload, bytes);
        }
    }

    private int encode(int packet) {
        return encoder.encode(sound, packet * packetFrames, packetFrames, payload, 0);
    }

    private int next() {
        at = (at + 1) % packets.length;
        return at;
    }

    /// Encodes.
    @Benchmark
    public int encode() {
        return encode(next());
    }

    /// Decodes.
    @Benchmark
    public int decode() {
        byte[] packet = packets[next()];
        return decoder.decode(packet, 0, packet.length, heard);
    }

    /// Decodes a packet and conceals the next one.
    @Benchmark
    public int decodeAndBridge() {
        return decode() + decoder.bridge(packetFrames, heard);
    }
}
