/// Sample rate conversion that follows drifting clocks. Planar float32 blocks flow in at one clock's pace and out at
/// another's, with a ratio that may change from block to block. The callback pulls; filters are made beforehand, on
/// any thread.
package tutti.codecs.resample;
