/// What the callback does with sound: pulls it, plays each track on its own ports, dry, and mixes strips to buses.
/// Control compiles an immutable [tutti.engine.mix.MixPlan]; the callback executes it; meters and loudness flow out.
package tutti.engine.mix;
