/// What a player and a room server say to each other: JSON text messages, read with distrust
/// (`nat/docs/protocol.md`, section 3).
package tutti.nat.room.wire;
