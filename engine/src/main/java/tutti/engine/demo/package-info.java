/// The demo: two engines in processes of their own play a piece to each other through an emulated network. Their lines
/// of statistics and their recordings flow in; a live table, a summary, and a verdict on the sound flow out.
package tutti.engine.demo;
