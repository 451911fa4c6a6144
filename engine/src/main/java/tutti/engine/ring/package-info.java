/// The capture fan-out: blocks flow in from the callback, and out to the send thread and any other consumer, each at
/// its own pace. The only package that knows the Disruptor.
package tutti.engine.ring;
