package tutti.engine.control;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/// Orders that are on their way: what was asked for shows instead of what is, until that is the same, or it has taken
/// too long. So a switch does not jump back for the moment that the room's log needs.
///
/// Thread: any.
final class PendingOrders {
    private final LongSupplier nanoClock;
    private final long patienceNs;
    private final Map<String, Order> orders = new ConcurrentHashMap<>();

    private record Order(Object asked, long untilNs) {}

    PendingOrders(LongSupplier nanoClock, long patienceNs) {
        this.nanoClock = nanoClock;
        this.patienceNs = patienceNs;
    }

    /// Something is asked for.
    ///
    /// @param what names it
    void put(String what, Object asked) {
        orders.put(what, new Order(asked, nanoClock.getAsLong() + patienceNs));
    }

    /// What to show where this is so.
    <T> T shown(String what, Class<T> type, T actual) {
        Order order = orders.get(what);
        if (order == null) {
            return actual;
        }
        if (order.asked.equals(actual) || order.untilNs - nanoClock.getAsLong() <= 0) {
            orders.remove(what, order);
            return actual;
        }
        return type.cast(order.asked);
    }
}
