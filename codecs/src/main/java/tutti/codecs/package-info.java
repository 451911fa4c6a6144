/// What every codec promises. Planar float32 samples flow in and payload bytes flow out, or the reverse, on whichever
/// thread owns the encoder or decoder: the send thread and the link thread.
package tutti.codecs;
