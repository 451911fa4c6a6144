package tutti.console.mixer;

/// What of a strip has the focus; the arrow keys keep to it on their way from strip to strip.
enum Part {
    TRIM,
    POLARITY,
    DELAY,
    SEND_ON,
    SEND_LEVEL,
    SEND_PRE,
    PAN,
    MUTE,
    SOLO,
    PFL,
    SAFE,
    LIMITER,
    FADER
}
