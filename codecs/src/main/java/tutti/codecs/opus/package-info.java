/// Opus (RFC 6716, RFC 7587) by way of libopus, the system's or the one that comes along. Planar float32 samples flow
/// in and packets of 2.5, 5 or 10 ms flow out, or the reverse, on the thread that owns the encoder or decoder: never
/// the callback's. Only [LibOpus] calls native code.
package tutti.codecs.opus;
