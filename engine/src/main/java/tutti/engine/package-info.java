/// The engine as a whole: [tutti.engine.Engine] wires driver, path, session and links together; an
/// [tutti.engine.EngineThreads] runs its agents, or a test steps them.
package tutti.engine;
