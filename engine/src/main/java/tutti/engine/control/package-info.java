/// The engine's open door: its state as nodes of one tree, and the thread that serves the tree to console,
/// control surface and script. Snapshots flow in, values and commands flow both ways. Thread:
/// `tutti-control`, an ordinary one.
package tutti.engine.control;
