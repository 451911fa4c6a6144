package tutti.engine.os;

import tutti.plugins.api.RealTimeSafe;

/// For agents that are stepped by hand: nobody sleeps, so nobody is woken.
enum NoSignal implements WakeSignal {
    INSTANCE;

    @Override
    @RealTimeSafe
    public void signal() {}

    @Override
    public void await(int timeoutMs) {}

    @Override
    public void close() {}
}
