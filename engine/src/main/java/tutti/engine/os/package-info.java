/// What the engine asks of the operating system beyond the JDK: waking a thread without a lock, real-time priority,
/// locked memory. Native calls stand in [tutti.engine.os.LibC] alone; where they are missing, the JDK's means serve.
package tutti.engine.os;
