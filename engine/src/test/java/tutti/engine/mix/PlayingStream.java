package tutti.engine.mix;

import java.util.Arrays;
import tutti.codecs.AudioEncoder;
import tutti.codecs.pcm.PcmCodec;
import tutti.engine.driver.DriverFormat;
import tutti.engine.driver.PlaybackPort;
import tutti.engine.fake.FakePort;
import tutti.engine.os.WakeSignal;
import tutti.engine.receive.BufferTarget;
import tutti.engine.receive.LinkClock;
import tutti.engine.receive.ReceiveStream;
import tutti.engine.wire.RtpFlyweight;
import tutti.engine.wire.TrackDescription;

/// A remote track in a mix that sends a constant on each of its channels.
final class PlayingStream {
    final FakePort[] ports;
    final TrackMeter meter = new TrackMeter();
    final TrackInput input;
    private final ReceiveStream stream;
    private final AudioEncoder encoder;
    private final float[][] sound;
    private final RtpFlyweight rtp = new RtpFlyweight();
    private int sequence;
    private int timestamp;

    PlayingStream(int channels, float... values) {
        DriverFormat format = new DriverFormat(48_000, 64);
        TrackDescription track = new TrackDescription("main", channels, "L24", 1, 0);
        stream = new ReceiveStream(
                track,
                PcmCodec.L24,
                PcmCodec.set(),
                format,
                format,
                BufferTarget.AUTO,
                new LinkClock(),
                WakeSignal.none());
        ports = new FakePort[channels];
        sound = new float[channels][64];
        for (int channel = 0; channel < channels; channel++) {
            ports[channel] = new FakePort("bob/main_" + (channel + 1));
            Arrays.fill(sound[channel], values[channel]);
        }
        encoder = PcmCodec.L24.newEncoder(channels, 48_000, 0);
        input = new TrackInput(stream.reader(), Arrays.copyOf(ports, channels, PlaybackPort[].class), meter, 64);
    }

    void send(int numFrames, long arrivalNs) {
        byte[] packet = new byte[RtpFlyweight.MAX_PACKET_BYTES];
        RtpFlyweight.writeHeader(packet, PcmCodec.L24.payloadType(), sequence, timestamp, 1, 0);
        int payload = encoder.encode(sound, 0, numFrames, packet, RtpFlyweight.HEADER_BYTES);
        sequence++;
        timestamp += numFrames;
        if (!rtp.wrap(packet, 0, RtpFlyweight.HEADER_BYTES + payload)) {
            throw new IllegalStateException("This is a packet.");
        }
        stream.onRtp(rtp, arrivalNs);
    }
}
