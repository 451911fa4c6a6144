package tutti.engine.control.osc.query;

import java.util.concurrent.atomic.LongAdder;

/// What the OSCQuery door counted since it opened. Thread: any; each number is as it was at some moment.
public final class QueryCounters {
    final LongAdder clients = new LongAdder();
    final LongAdder requests = new LongAdder();
    final LongAdder turnedAway = new LongAdder();
    final LongAdder received = new LongAdder();
    final LongAdder malformed = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder sent = new LongAdder();
    final LongAdder notReading = new LongAdder();

    /// WebSockets that there are.
    public long clients() {
        return clients.sum();
    }

    /// HTTP requests that were answered.
    public long requests() {
        return requests.sum();
    }

    /// Requests by a foreign name, from a foreign page or without the token, and WebSockets beyond their number.
    public long turnedAway() {
        return turnedAway.sum();
    }

    /// Messages that were read.
    public long received() {
        return received.sum();
    }

    /// Messages that could not be, and were dropped.
    public long malformed() {
        return malformed.sum();
    }

    /// Subscriptions beyond the bounds.
    public long refused() {
        return refused.sum();
    }

    /// Messages that were handed to the network.
    public long sent() {
        return sent.sum();
    }

    /// Clients that were sent away because they did not read what they had asked for.
    public long notReading() {
        return notReading.sum();
    }
}
