package tutti.engine.scene;

import tutti.engine.desk.LatencySettings;
import tutti.engine.desk.RoutingGraph;

/// Everything that a desk is to be found with tomorrow.
///
/// @param graph without solos
public record DeskState(RoutingGraph graph, SceneSettings scenes, LatencySettings latency) {}
