/// Whether this computer can make music: JACK, priorities, memory, processor, Java and its libraries. In come the
/// system's answers, out go findings for people. Runs once, before there is any sound; its caller's thread waits.
package tutti.engine.check;
