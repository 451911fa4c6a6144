/// What a room server has to remember: records in, in the order of their happening; the same records out at the
/// next start. Knows nothing of connections (`nat/docs/protocol.md`, section 3.4).
package tutti.nat.room.journal;
