/// A room server under the load of thousands of rooms, killed now and then: how soon everybody hears what is said,
/// and whether anything is lost. In: what kind of load. Out: figures. Speaks the protocol by itself
/// (`nat/docs/protocol.md`), so that no mistake of the room client can hide one of the server's.
package tutti.engine.bench.room;
