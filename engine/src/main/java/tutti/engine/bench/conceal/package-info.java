/// `tutti bench conceal`: how well gaps are filled, beside simpler ways and beside JackTrip's. Recordings flow in,
/// with frames taken out of them; errors and times flow out. On whichever thread asks, as fast as it goes.
package tutti.engine.bench.conceal;
