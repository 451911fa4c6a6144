package tutti.codecs.opus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import tutti.codecs.AudioDecoder;
import tutti.codecs.AudioEncoder;

/// Sound to make packets from, and the way through the codec and back.
final class Loop {
    static final int RATE_HZ = 48_000;

    private static final double[] CHORD_HZ = {220, 277.18, 329.63, 440, 554.37, 1318.5};

    private Loop() {}

    /// A chord that differs between the channels, below 0 dBFS.
    static float[][] chord(int numChannels, int sampleRateHz, int numFrames) {
        float[][] planar = new float[numChannels][numFrames];
        for (int channel = 0; channel < numChannels; channel++) {
            for (int i = 0; i < numFrames; i++) {
                double sum = 0;
                for (int tone = 0; tone < CHORD_HZ.length; tone++) {
                    double phase = tone * (1 + 0.7 * channel);
                    sum += Math.sin(2 * Math.PI * CHORD_HZ[tone] * i / sampleRateHz + phase) / (tone + 1);
                }
                planar[channel][i] = (float) (0.25 * sum);
            }
        }
        return planar;
    }

    /// Plucked notes of chance pitches, four a second, the second channel an echo of the first.
    static float[][] plucks(long seed, int numFrames) {
        Random random = new Random(seed);
        float[][] planar = new float[2][numFrames];
        double pitchHz = 0;
        for (int i = 0; i < numFrames; i++) {
            int age = i % (RATE_HZ / 4);
            pitchHz = age == 0 ? 100 * Math.pow(2, 3 * random.nextDouble()) : pitchHz;
            double sum = 0;
            for (int partial = 1; partial <= 6; partial++) {
                sum += Math.sin(2 * Math.PI * pitchHz * partial * age / RATE_HZ) / partial;
            }
            planar[0][i] = (float) (0.3 * sum * Math.exp(-4.0 * age / RATE_HZ));
            planar[1][i] = i < 31 ? 0 : 0.7f * planar[0][i - 31];
        }
        return planar;
    }

    static List<byte[]> encode(AudioEncoder encoder, float[][] planar, int packetFrames) {
        List<byte[]> packets = new ArrayList<>();
        byte[] payload = new byte[OpusEncoder.MAX_PACKET_BYTES];
        for (int frame = 0; frame + packetFrames <= planar[0].length; frame += packetFrames) {
            packets.add(Arrays.copyOf(payload, encoder.encode(planar, frame, packetFrames, payload, 0)));
        }
        return packets;
    }

    /// Decodes packets one after the other; an empty one is missing and bridged.
    static float[][] decode(AudioDecoder decoder, List<byte[]> packets, int numChannels, int packetFrames) {
        float[][] planar = new float[numChannels][packets.size() * packetFrames];
        float[][] decoded = new float[numChannels][packetFrames];
        for (int i = 0; i < packets.size(); i++) {
            byte[] packet = packets.get(i);
            int numFrames = packet.length == 0
                    ? decoder.bridge(packetFrames, decoded)
                    : decoder.decode(packet, 0, packet.length, decoded);
            if (numFrames != packetFrames) {
                throw new IllegalStateException("Packet " + i + " became " + numFrames + " frames.");
            }
            for (int channel = 0; channel < numChannels; channel++) {
                System.arraycopy(decoded[channel], 0, planar[channel], i * packetFrames, packetFrames);
            }
        }
        return planar;
    }

    /// Signal-to-noise ratio in dB of `heard`, which comes `delayFrames` later than `meant`.
    static double snrDb(float[][] meant, float[][] heard, int delayFrames, int firstFrame, int lastFrame) {
        double signal = 0;
        double noise = 0;
        for (int channel = 0; channel < meant.length; channel++) {
            for (int i = firstFrame; i < lastFrame; i++) {
                double sample = meant[channel][i];
                double error = heard[channel][i + delayFrames] - sample;
                signal += sample * sample;
                noise += error * error;
            }
        }
        return 10 * Math.log10(signal / noise);
    }
}
