package tutti.engine.bench.transport;

import java.util.List;

/// A stretch of time in which packets are sent at one rate.
///
/// @param packetsPerSecond how often
/// @param packetBytes how long each is, RTP header included
/// @param seconds how long
record PacketStage(int packetsPerSecond, int packetBytes, int seconds) {
    /// As a stereo track in 24 bits with periods of 64 frames at 48 kHz sends them.
    static final int MUSIC_PACKETS_PER_SECOND = 750;

    static final int MUSIC_PACKET_BYTES = 404;

    private static final int LONG_PACKET_BYTES = 1_200;

    /// Music, then ever more until no way can carry it.
    static List<PacketStage> all(int musicSeconds) {
        return List.of(
                new PacketStage(MUSIC_PACKETS_PER_SECOND, MUSIC_PACKET_BYTES, musicSeconds),
                new PacketStage(250, LONG_PACKET_BYTES, 2),
                new PacketStage(500, LONG_PACKET_BYTES, 2),
                new PacketStage(1_000, LONG_PACKET_BYTES, 2),
                new PacketStage(1_500, LONG_PACKET_BYTES, 2),
                new PacketStage(2_000, LONG_PACKET_BYTES, 2),
                new PacketStage(3_000, LONG_PACKET_BYTES, 2));
    }

    /// What it takes, without the headers of UDP and IP.
    double kbps() {
        return packetsPerSecond * packetBytes * 8 / 1e3;
    }
}
