package tutti.engine.driver.javasound;

import java.util.Arrays;
import java.util.function.LongSupplier;
import tutti.engine.driver.ProcessCallback;
import tutti.engine.wav.SampleFormat;
import tutti.plugins.api.RealTimeSafe;

/// One open card's cycle: read, convert, call back, convert, write. Thread: `tutti-javasound`.
final class CardCycle {
    private final SoundDevice device;
    private final ProcessCallback callback;
    private final LongSupplier clockNs;
    private final int periodFrames;
    private final SampleFormat samples;
    private final int captureChannels;
    private final int playbackChannels;
    private final byte[] captured;
    private final byte[] played;
    private boolean fault;

    CardCycle(SoundDevice device, ProcessCallback callback, LongSupplier clockNs, int periodFrames) {
        this.device = device;
        this.callback = callback;
        this.clockNs = clockNs;
        this.periodFrames = periodFrames;
        samples = device.samples();
        captureChannels = device.captureChannels();
        playbackChannels = device.playbackChannels();
        captured = new byte[periodFrames * samples.bytes() * captureChannels];
        played = new byte[periodFrames * samples.bytes() * playbackChannels];
    }

    /// Waits for one period of input. Without an input it is the output that paces.
    ///
    /// @return false if the card is gone
    boolean read() {
        return device.read(captured, captured.length) == captured.length;
    }

    /// Calls back.
    ///
    /// @param frame number of the period's first frame
    @RealTimeSafe
    void process(CardPort[] captures, CardPort[] playbacks, long frame) {
        int inStride = samples.bytes() * captureChannels;
        for (CardPort port : captures) {
            boolean isHeard = port.channel() != CardPort.NOWHERE && port.channel() < captureChannels;
            port.setCurrent(isHeard);
            if (isHeard) {
                int at = port.channel() * samples.bytes();
                samples.decode(captured, at, inStride, port.samples(), 0, periodFrames);
            }
        }
        for (CardPort port : playbacks) {
            port.setCurrent(false);
        }
        fault = false;
        try {
            callback.process(periodFrames, clockNs.getAsLong(), frame);
        } catch (Throwable e) {
            fault = true;
        }
        for (CardPort port : captures) {
            port.setCurrent(false);
        }
        Arrays.fill(played, (byte) 0);
        for (CardPort port : playbacks) {
            if (port.isCurrent() && !fault && port.channel() != CardPort.NOWHERE) {
                play(port);
            }
        }
    }

    /// Whether the last callback threw.
    @RealTimeSafe
    boolean fault() {
        return fault;
    }

    /// Plays what was processed; waits until there is room.
    ///
    /// @return false if the card is gone
    boolean write() {
        return device.write(played, played.length) == played.length;
    }

    /// A mono card plays the left channel alone.
    @RealTimeSafe
    private void play(CardPort port) {
        if (port.channel() < playbackChannels) {
            int stride = samples.bytes() * playbackChannels;
            samples.encode(port.samples(), 0, periodFrames, played, port.channel() * samples.bytes(), stride);
        }
    }
}
