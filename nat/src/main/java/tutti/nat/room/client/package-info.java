/// A player's side of a room: a connection to the room server that comes back by itself, and above it the player's
/// membership, which keeps what it wants to say until the log has it. Calls come in from any thread; what happens is
/// told on the room's one thread, `tutti-room`. `nat/docs/protocol.md` is the protocol.
package tutti.nat.room.client;
