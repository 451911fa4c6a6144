/// What a player mixes, and how it becomes a plan. Edits flow in: control, scenes, peers who come and go. Out
/// flows an immutable [tutti.engine.mix.MixPlan] for the callback. Any thread but the callback.
package tutti.engine.desk;
