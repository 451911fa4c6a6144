/// The driver for JACK servers, PipeWire's among them. Samples flow between JACK's port memory and the callback on
/// JACK's own real-time thread; what JACK notifies flows through a bounded queue to the thread `tutti-jack`, which
/// alone repairs connections, puts cables back and talks to the listener.
package tutti.engine.driver.jack;
