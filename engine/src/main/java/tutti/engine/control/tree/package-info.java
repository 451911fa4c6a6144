/// The control tree: everything that can be seen or moved is a node with an OSC address, a type, a range, a
/// unit and a sentence of help. Declarations and removals flow in from whoever owns the thing behind a node,
/// values flow both ways through the doors (`osc`, `query`). Thread: any but the callback.
package tutti.engine.control.tree;
