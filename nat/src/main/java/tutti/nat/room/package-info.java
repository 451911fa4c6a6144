/// Rooms as their members see them: names, roles, sealed and signed messages. `nat/docs/protocol.md` is the protocol.
package tutti.nat.room;
