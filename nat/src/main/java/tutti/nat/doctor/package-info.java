/// What this network can do, and why two players do not reach each other: measured, then judged, as sentences for
/// musicians. In come addresses of servers that may be asked, and what ICE has tried; out go findings. Measuring
/// waits on its caller's thread and on virtual ones; judging is a pure function.
package tutti.nat.doctor;
