package tutti.console.control;

/// Hears what a hand asks of a control. The control shows what it is told to show, not what was asked.
///
/// Thread: ui.
public interface Hand {
    /// Nobody listens.
    Hand NOBODY = new Hand() {
        @Override
        public void take() {}

        @Override
        public void move(double value) {}

        @Override
        public void release() {}
    };

    /// A drag begins.
    void take();

    /// This value is asked for: many times during a drag, or once at a key or a turn of the wheel.
    void move(double value);

    /// The drag is over.
    void release();
}
