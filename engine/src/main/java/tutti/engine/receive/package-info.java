/// From the link to the callback: authenticated RTP flows in on the link thread, is parsed, decoded and laid on the
/// stream's sample timeline; the callback pulls exactly the frames that are due, whole or repaired.
package tutti.engine.receive;
