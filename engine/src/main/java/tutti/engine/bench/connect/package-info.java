/// `tutti bench connect`: how long it takes from an invite to the first sound, between homes behind every kind of
/// router, with real processes over the lab's real NATs.
package tutti.engine.bench.connect;
