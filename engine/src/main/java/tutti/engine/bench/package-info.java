/// The benchmarks: each runs the real classes under a stated load and gives figures beside the numbers to beat. They
/// are
/// commands, not tests: nothing fails because a machine was busy.
package tutti.engine.bench;
