/// The room server: lets players in, orders and stores what they say, passes it on, and understands none of it
/// (`nat/docs/protocol.md`, sections 2, 3 and 7). Each connection is read and written by a virtual thread of its
/// own; each room has a lock.
package tutti.nat.room.server;
