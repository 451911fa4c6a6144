package tutti.engine.driver.javasound;

import tutti.engine.wav.SampleFormat;

/// An open sound card: interleaved bytes in, interleaved bytes out. The seam between the driver's loop and the card.
interface SoundDevice extends AutoCloseable {
    /// How samples lie in the bytes of both directions.
    SampleFormat samples();

    /// Channels in; 0 if there is no input.
    int captureChannels();

    /// Channels out; 0 if there is no output.
    int playbackChannels();

    /// How long a sample waits in the card's input buffer, in frames.
    int captureLatencyFrames();

    /// How long a sample waits in the card's output buffer, in frames.
    int playbackLatencyFrames();

    /// Starts both directions.
    void start();

    /// Waits for input. Thread: `tutti-javasound`.
    ///
    /// @return bytes read; fewer than asked if the card is gone or closed
    int read(byte[] into, int numBytes);

    /// Waits for room and plays. Thread: `tutti-javasound`.
    ///
    /// @return bytes taken; fewer than given if the card is gone or closed
    int write(byte[] from, int numBytes);

    /// Whether sound was lost since the last call: the output ran dry or the input ran over. Thread:
    /// `tutti-javasound`.
    boolean sawXrun();

    /// Stops, and lets a waiting read or write return. Idempotent. Thread: any.
    @Override
    void close();

    /// Opens the card, at first and again after it was lost.
    interface Opener {
        /// Opens the card the driver was made for.
        ///
        /// @throws tutti.engine.driver.DriverException if there is none, or it refuses
        SoundDevice open();
    }
}
