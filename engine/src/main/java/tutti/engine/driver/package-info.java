/// The edge to the sound hardware or its stand-in. Samples flow in from capture ports and out to playback ports once
/// a period, on the driver's own thread; everything else here runs on control threads.
package tutti.engine.driver;
