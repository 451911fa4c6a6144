/// Open Sound Control: bytes flow in and out of the small codec, and datagrams through the UDP door to the
/// tree. Everything that comes is hostile until it is parsed: bounded, counted, dropped. Thread: the door's
/// own, an ordinary one.
package tutti.engine.control.osc;
