/// The sound card as Java itself reaches it, for computers without JACK. Samples flow from the card's inputs into
/// capture ports and from the two monitor ports to the card's outputs, on a thread of the driver's own.
package tutti.engine.driver.javasound;
