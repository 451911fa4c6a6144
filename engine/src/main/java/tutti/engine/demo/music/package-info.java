/// A piece of music for two players, synthesised from nothing but arithmetic, so that the demo has something worth
/// hearing and the project ships no recordings. A score flows in, two loops of stereo sound flow out, on the thread
/// that asks.
package tutti.engine.demo.music;
