package tutti.engine.driver;

import java.util.List;
import tutti.engine.driver.cables.Cable;

/// The graph of a sound server: everybody's ports, and the cables between them. Thread: any but the callback. RT-safe:
/// no (locks).
public interface Patchbay {
    /// More ports than a JACK server has unless it is told otherwise. What is beyond is left out.
    int MAX_PORTS = 256;

    /// A port of this program or of another one.
    ///
    /// @param name in full, for example `system:capture_1`
    /// @param isSource whether sound comes out of it, to be plugged into one that is none
    /// @param isMidi whether it carries MIDI instead of sound
    /// @param isPhysical whether it is the sound card's, or a MIDI device's
    record Port(String name, boolean isSource, boolean isMidi, boolean isPhysical) {}

    /// All of it at one moment.
    ///
    /// @param ports at most [#MAX_PORTS], in the server's order
    /// @param cables between these
    /// @param leftOut how many ports there are besides
    record Graph(List<Port> ports, List<Cable> cables, int leftOut) {
        public Graph {
            ports = List.copyOf(ports);
            cables = List.copyOf(cables);
        }

        /// Of a server that is away.
        public static final Graph EMPTY = new Graph(List.of(), List.of(), 0);
    }

    /// Counts what was heard of changes: as long as it is the same, so is the graph.
    long revision();

    /// Looks at the graph, which takes a few milliseconds.
    Graph graph();

    /// Plugs a cable in; nothing happens if it is in.
    ///
    /// @throws DriverException with a sentence if that cannot be
    void connect(Cable cable);

    /// Pulls a cable out; nothing happens if it is not in. Throws as [#connect] does.
    void disconnect(Cable cable);
}
