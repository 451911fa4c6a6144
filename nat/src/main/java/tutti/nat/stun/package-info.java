/// STUN (RFC 8489): from which address somebody is seen. In come datagrams of anybody, out go answers that are never
/// long enough to be worth an abuse. The responder has a thread of its own; everything else runs on its caller's.
package tutti.nat.stun;
