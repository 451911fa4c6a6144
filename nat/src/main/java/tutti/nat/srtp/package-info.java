/// SRTP and SRTCP (RFC 3711) with AEAD_AES_128_GCM (RFC 7714): plain RTP in, protected datagrams out, and back. The
/// only
/// package that knows jitsi-srtp. Senders belong to the send thread, receivers to the link thread.
package tutti.nat.srtp;
