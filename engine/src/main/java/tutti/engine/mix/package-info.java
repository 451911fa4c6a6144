/// What the callback does with pulled streams: to each track's own ports, dry, and summed to the monitor bus. Control
/// compiles an immutable [tutti.engine.mix.MixPlan]; the callback executes it.
package tutti.engine.mix;
