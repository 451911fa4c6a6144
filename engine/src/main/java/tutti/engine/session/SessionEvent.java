package tutti.engine.session;

import tutti.engine.wire.EngineDescription;
import tutti.nat.link.MediaLink;

/// What the link thread has to tell the conductor.
sealed interface SessionEvent {
    /// The link that it is about.
    MediaLink link();

    /// A peer is connected.
    record Joined(MediaLink link) implements SessionEvent {}

    /// A peer said what it sends.
    record Described(MediaLink link, EngineDescription description) implements SessionEvent {}

    /// What is sent to a peer is sent in another way from now on.
    record Adapted(MediaLink link, String sentence) implements SessionEvent {}

    /// What a peer sends may be played, or may not.
    record Heard(MediaLink link, boolean heard) implements SessionEvent {}

    /// A peer's link has ended.
    record Gone(MediaLink link, String reason, boolean left) implements SessionEvent {}
}
