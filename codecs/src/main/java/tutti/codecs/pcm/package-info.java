/// Audio on the wire sample by sample: L16, L24 (RFC 3190) and L32F (32-bit float, our own), and PCMU (G.711) for
/// copies that must be small. Planar float32 samples flow in and interleaved frames flow out, or the reverse.
/// Encoders run on the send thread and decoders on the link thread, each owned by one stream, and allocate nothing.
package tutti.codecs.pcm;
