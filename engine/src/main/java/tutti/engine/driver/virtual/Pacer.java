package tutti.engine.driver.virtual;

/// Waits until a time. The one place where a virtual driver spends real time.
interface Pacer {
    /// Returns at `deadlineNs` or a little later; earlier if the thread was unparked, which the caller must check.
    ///
    /// Thread: the driver's. RT-safe: no (waits).
    void awaitUntil(long deadlineNs);
}
