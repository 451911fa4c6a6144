/// Bytes on the wire above the encryption: RTP, RTCP and the description of an engine's streams. Views and functions
/// on buffers without state; used by the send thread and the link thread.
package tutti.engine.wire;
