package tutti.engine.bench.conceal;

import tutti.engine.bench.music.Clip;

/// How one method did on one recording.
///
/// @param clip the recording
/// @param method what filled the gaps
/// @param gap what was missing each time
/// @param losses how many gaps, each in otherwise unharmed sound
/// @param meanDb the mean of their normalised errors, 10 log10 (sum (made up - true)^2 / sum true^2) over the missing
///     frames of all channels; 0 is silence, lower is better
/// @param worseThanSilence share of the gaps with an error above 0 dB, 0 to 1
public record ConcealResult(
        Clip clip, ConcealMethod method, ConcealGap gap, int losses, double meanDb, double worseThanSilence) {}
