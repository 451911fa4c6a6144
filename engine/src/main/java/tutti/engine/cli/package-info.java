/// The command line: words flow in, an exit code and sentences flow out. Every mistake of the user's is one sentence
/// and exit code 2 before anything has started.
package tutti.engine.cli;
