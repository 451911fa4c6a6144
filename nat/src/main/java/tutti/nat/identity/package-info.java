/// Who somebody is: a key and a self-signed certificate, kept for life, and the fingerprint by which all others know
/// it.
/// Immutable values, used by any thread.
package tutti.nat.identity;
