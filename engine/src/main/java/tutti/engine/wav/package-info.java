/// WAV files: samples flow in from files as planar float, and out to files that can be read even after a crash. Used
/// on control threads and on disk threads, never in the callback.
package tutti.engine.wav;
