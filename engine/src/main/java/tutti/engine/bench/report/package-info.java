/// The benchmarks' results as a page with plots. The only place that knows the chart library.
package tutti.engine.bench.report;
