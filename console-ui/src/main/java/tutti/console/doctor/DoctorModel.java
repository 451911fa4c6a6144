package tutti.console.doctor;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tutti.console.link.Mirror;
import tutti.console.link.NodeName;

/// What the doctor knows: every player's connection, and two minutes of its past. Knows no toolkit.
public final class DoctorModel {
    private static final String PEERS = "/peer";

    private final Mirror mirror;
    private final Map<String, StreamDiary> diaries = new HashMap<>();

    public DoctorModel(Mirror mirror) {
        this.mirror = mirror;
    }

    /// Whether there is anybody to be connected with.
    public boolean isPresent() {
        return mirror.hasBranch(PEERS);
    }

    /// Writes the last second down. To be called once a second, whether anybody looks or not.
    public void writeDiaries() {
        Set<String> there = new HashSet<>();
        for (String peer : mirror.names(PEERS)) {
            String tracks = PEERS + "/" + peer + "/track";
            for (String track : mirror.names(tracks)) {
                String at = tracks + "/" + track;
                there.add(at);
                diaries.computeIfAbsent(at, _ -> new StreamDiary())
                        .write(StreamReading.of(mirror, at).totals());
            }
        }
        diaries.keySet().retainAll(there);
    }

    /// Everybody, by name.
    public List<PeerReading> peers() {
        return mirror.names(PEERS).stream().map(this::peer).toList();
    }

    private PeerReading peer(String name) {
        String at = PEERS + "/" + name;
        return new PeerReading(
                NodeName.words(name),
                mirror.isOn(at + "/connected"),
                mirror.text(at + "/path"),
                mirror.number(at + "/silent").orElse(-1),
                mirror.number(at + "/round_trip").orElse(-1),
                mirror.names(at + "/track").stream()
                        .map(track -> at + "/track/" + track)
                        .map(track -> new PeerReading.Stream(
                                StreamReading.of(mirror, track),
                                diaries.computeIfAbsent(track, _ -> new StreamDiary())))
                        .toList(),
                mirror.names(at + "/send").stream()
                        .map(track -> PeerReading.Sending.of(mirror, at + "/send/" + track))
                        .toList());
    }
}
