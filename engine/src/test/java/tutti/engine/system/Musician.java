package tutti.engine.system;

import java.util.List;
import tutti.engine.driver.virtual.NoiseSource;
import tutti.engine.rehearsal.Rehearsal;
import tutti.engine.telemetry.PeerSnapshot;
import tutti.engine.telemetry.StreamSnapshot;
import tutti.nat.link.LinkCounters;

/// Somebody on the stage.
///
/// @param part what it came with
/// @param player its engine and driver
/// @param ear what it heard
/// @param notices the sentences that it was told, as they come
record Musician(Part part, Rehearsal.Player player, Ear ear, List<String> notices) {
    /// What it hears of a musician who plays noise, on one of its own ports, from now back to the beginning.
    Hearing hears(Musician other, String portName, int channel) {
        NoiseSource noise = (NoiseSource) other.part.options().source();
        return new Hearing(ear.samples(portName), ear.numFrames(), frame -> noise.sample(channel, frame));
    }

    /// The left channel of the other's main track.
    Hearing hears(Musician other) {
        return hears(other, other.part.name() + "/main_1", 0);
    }

    int frames() {
        return ear.numFrames();
    }

    PeerSnapshot peer(String name) {
        return player.engine().snapshot().peers().stream()
                .filter(peer -> peer.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /// The peer's only track.
    StreamSnapshot stream(String peerName) {
        List<StreamSnapshot> streams = peer(peerName).streams();
        if (streams.size() != 1) {
            throw new IllegalStateException(peerName + " has " + streams.size() + " streams");
        }
        return streams.getFirst();
    }

    LinkCounters link(String peerName) {
        return peer(peerName).link();
    }

    long errors() {
        return player.engine().snapshot().errors();
    }
}
