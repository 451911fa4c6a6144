/// `tutti bench transport`: the same music over the same emulated uplinks by each way that packets can take,
/// directly, through a relay, and by TCP through the room server; with real engines, a real room server and a real
/// relay, in the lab.
package tutti.engine.bench.transport;
