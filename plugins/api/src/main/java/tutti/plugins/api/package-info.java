/// The contract between the engine and code that runs inside its audio callback. The engine calls in on the driver's
/// thread; nothing here starts a thread or holds state.
package tutti.plugins.api;
