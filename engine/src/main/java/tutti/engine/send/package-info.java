/// From the callback to the links: captured blocks flow in through the ring, are encoded once for each track on the
/// send thread, and go out protected on every peer's link.
package tutti.engine.send;
