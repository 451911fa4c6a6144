/// `tutti bench network`: the real engines, twice, on virtual drivers and a simulated network, with music, faster
/// than real time; what came out is judged against what went in.
package tutti.engine.bench.network;
