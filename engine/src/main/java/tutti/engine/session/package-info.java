/// Who is here and what that means for the path: link events flow in on the link thread, are queued, and the
/// conductor turns them into ports, streams and a new plan for the callback.
package tutti.engine.session;
