/// What is heard where sound is missing. The frames of one stream flow in, in order, with their gaps; the same frames
/// flow out with the gaps filled and their edges smoothed. It runs in the callback, where a frame is missing only if
/// it is not there when its time has come.
package tutti.codecs.conceal;
