/// Several whole engines in one thread, on stepped drivers and a simulated network, as fast as the computer can: what
/// warms the engine up, and what tests and benchmarks run. Nothing here exists twice: the engines are the real ones.
package tutti.engine.rehearsal;
