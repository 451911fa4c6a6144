package tutti.engine.desk;

import tutti.engine.mix.StripSource;

/// What sounds in a strip now.
///
/// @param source in this strip alone; for the driver's present format
/// @param channels how many it has
public record StripInput(StripSource source, int channels) {}
