/// Loops without loops: each thread of the engine is an object whose `doWork` does what is due and returns. An
/// [tutti.engine.agent.AgentRunner] gives it a thread; a test calls it by hand.
package tutti.engine.agent;
