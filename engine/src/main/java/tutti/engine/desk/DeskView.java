package tutti.engine.desk;

import java.util.Set;

/// The desk at one moment.
///
/// @param revision grows with every change; of two views the one with the greater number is the later
/// @param graph everything that is set
/// @param present the strips that sound now, or could; the others wait for their return
public record DeskView(long revision, RoutingGraph graph, Set<StripId> present) {}
