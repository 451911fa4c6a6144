/// Ten short recordings to judge with: real instruments, public domain, the same on every computer. Nothing flows in;
/// samples flow out, on whichever thread asks.
package tutti.engine.bench.music;
