package tutti.engine.driver.jack;

import tutti.engine.driver.cables.Cable;

/// What JACK's notification thread tells the thread `tutti-jack`.
sealed interface JackEvent {
    /// A port of that full name came into the graph.
    record PortCame(String name) implements JackEvent {}

    /// A port of that full name left the graph.
    record PortWent(String name) implements JackEvent {}

    /// A cable was plugged in.
    record Plugged(Cable cable) implements JackEvent {}

    /// A cable is out.
    record Unplugged(Cable cable) implements JackEvent {}

    /// Something else is to be looked at: the flags say what.
    record Woken() implements JackEvent {}
}
