/// Several engines in processes of their own on one computer: started through the launcher, watched by their lines of
/// statistics, ended with the process that started them. The demo and the benchmarks play with them.
package tutti.engine.ensemble;
