package tutti.engine.driver;

/// What a driver reports outside the callback. Calls come from a thread of the driver's that may wait a little, never
/// from the audio thread, one at a time.
public interface DriverListener {
    /// The sample rate or the longest period changed, or the driver came back with other ones. The callback is silent
    /// until this method returns.
    void onFormat(DriverFormat format);

    /// The driver lost its server or device. Ports stay; the callback is not called until [#onBack].
    ///
    /// @param reason one sentence for people
    void onLost(String reason);

    /// The driver is back, with the same ports and cables.
    void onBack();
}
