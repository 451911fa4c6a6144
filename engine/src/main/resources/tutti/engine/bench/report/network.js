"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const colour = name => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
  const round = (x, digits) => x === null ? "-" : x.toFixed(digits);

  const axis = (name, more) => Object.assign({
    name: name, nameLocation: "middle", nameGap: 30,
    nameTextStyle: { color: colour("faint"), fontSize: 12 },
    axisLabel: { color: colour("faint"), fontSize: 11 },
    axisLine: { show: true, lineStyle: { color: colour("line") } },
    axisTick: { lineStyle: { color: colour("line") } },
    splitLine: { lineStyle: { color: colour("line") } }
  }, more);

  const base = () => ({
    animation: false,
    aria: { enabled: true },
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: colour("ink") },
    legend: { top: 4, right: 4, itemWidth: 18, itemHeight: 10, textStyle: { color: colour("faint"), fontSize: 12 } },
    tooltip: {
      trigger: "axis", confine: true, backgroundColor: colour("card"), borderColor: colour("line"),
      textStyle: { color: colour("ink"), fontSize: 12 }
    },
    grid: { left: 58, right: 20, top: 40, bottom: 46 }
  });

  const along = (x, label, tint) => ({
    xAxis: x, lineStyle: { color: tint, width: 1.5, type: "dashed" },
    label: { formatter: label, color: tint, fontSize: 12, position: "insideMiddleTop", distance: 3 }
  });

  const mark = (x, place, label, tint) => ({
    xAxis: x, lineStyle: { color: tint, width: 2, type: "solid" },
    label: { formatter: label, color: tint, fontSize: 12, position: "end", distance: 3, align: place > 0.75 ? "right" : place < 0.25 ? "left" : "center" }
  });

  function delays(trace) {
    // Logarithms by hand: on a logarithmic axis bars begin at 1 and hang down below it.
    const least = Math.floor(Math.log10(Math.min(...trace.delays.filter(share => share > 0), 1)) - 1e-9);
    const steps = trace.delays.map((share, i) => [trace.from + (i + 0.5) * trace.step, share > 0 ? Math.log10(share) - least : null]);
    const last = trace.target.length > 0 ? trace.target[trace.target.length - 1][1] : null;
    const end = Math.max(trace.from + trace.delays.length * trace.step, trace.deadline === null ? 0 : trace.deadline, last === null ? 0 : last);
    const width = end - trace.from;
    const marks = trace.deadline === null ? [] : [mark(trace.deadline, (trace.deadline - trace.from) / width, "played after " + round(trace.deadline, 1) + " ms", colour("tutti"))];
    if (last !== null) marks.push(along(last, "buffer's target at the end", colour("wanted")));
    return Object.assign(base(), {
      legend: { show: false },
      xAxis: axis("one-way delay in the network, ms", { type: "value", min: Math.max(0, trace.from - 0.04 * width), max: end + 0.08 * width,
        axisLabel: { color: colour("faint"), fontSize: 11, formatter: x => +x.toFixed(width < 4 ? 2 : 1), showMinLabel: false, showMaxLabel: false } }),
      yAxis: axis("packets, %", { type: "value", min: 0, max: 2 - least, interval: 1, nameGap: 44, axisLabel: { color: colour("faint"), fontSize: 11, formatter: y => "" + +Math.pow(10, y + least).toPrecision(1) } }),
      tooltip: Object.assign(base().tooltip, { formatter: items => {
        const from = items[0].value[0] - trace.step / 2;
        return round(from, 2) + " to " + round(from + trace.step, 2) + " ms: " + trace.delays[items[0].dataIndex].toPrecision(2) + " %";
      } }),
      series: [{
        type: "bar", name: "packets", data: steps, barWidth: Math.max(1, Math.min(12, 4.2 * trace.delays.length * trace.step / width)),
        itemStyle: { color: colour("other") },
        markLine: { symbol: "none", silent: true, data: marks }
      }]
    });
  }

  function course(trace) {
    return Object.assign(base(), {
      grid: { left: 58, right: 52, top: 40, bottom: 46 },
      xAxis: axis("time, s", { type: "value", min: 0, max: data.seconds, splitLine: { show: false } }),
      yAxis: [
        axis("latency, ms", { type: "value", nameGap: 40, scale: true, min: x => Math.max(0, Math.floor(x.min - 1)), max: x => Math.ceil(x.max + 1) }),
        axis("damaged, %", { type: "value", min: 0, max: 100, nameGap: 32, splitLine: { show: false } })
      ],
      tooltip: Object.assign(base().tooltip, { valueFormatter: x => x === null || x === undefined ? "-" : (+x).toFixed(2) }),
      series: [
        { type: "bar", name: "damaged", yAxisIndex: 1, data: trace.damaged, barWidth: Math.max(1, Math.min(4, 300 / trace.damaged.length)), itemStyle: { color: colour("bad"), opacity: 0.55 } },
        { type: "line", name: "network and buffer's target", data: trace.target, showSymbol: false, step: "end", lineStyle: { color: colour("wanted"), width: 1.5, type: "dashed" }, itemStyle: { color: colour("wanted") } },
        { type: "line", name: "latency", data: trace.latency, showSymbol: false, step: "middle", lineStyle: { color: colour("tutti"), width: 2 }, itemStyle: { color: colour("tutti") } }
      ]
    });
  }

  function compared(group, key, unit) {
    const tint = { tutti: colour("tutti"), wanted: colour("wanted"), other: colour("other") };
    const names = group.systems.map(system => system.name);
    return Object.assign(base(), {
      legend: { show: false },
      grid: { left: 12, right: 56, top: 8, bottom: 40, containLabel: true },
      tooltip: Object.assign(base().tooltip, { axisPointer: { type: "shadow" }, valueFormatter: x => x === null || x === undefined ? "-" : (+x).toFixed(2) + " " + unit }),
      xAxis: axis(key === "latency" ? "latency, ms" : "damaged 10 ms blocks, %", { type: "value", min: 0 }),
      yAxis: axis("", { type: "category", data: names, inverse: true, splitLine: { show: false }, axisTick: { show: false }, axisLabel: { color: colour("ink"), fontSize: 12 } }),
      series: [{
        type: "bar", barMaxWidth: 22, name: key,
        data: group.systems.map(system => ({ value: system[key], itemStyle: { color: tint[system.kind], borderRadius: [0, 3, 3, 0] } })),
        label: { show: true, position: "right", color: colour("ink"), fontSize: 12, formatter: item => item.value === null ? "" : +(+item.value).toFixed(2) }
      }]
    });
  }

  function draw() {
    for (const plot of document.querySelectorAll(".plot")) {
      const item = data[plot.dataset.of][+plot.dataset.index];
      const option = plot.dataset.kind === "delays" ? delays(item)
        : plot.dataset.kind === "course" ? course(item)
        : compared(item, plot.dataset.kind, plot.dataset.kind === "latency" ? "ms" : "%");
      const chart = echarts.getInstanceByDom(plot) || echarts.init(plot, null, { renderer: "svg" });
      chart.setOption(option, true);
    }
  }

  draw();
  dark.addEventListener("change", draw);
  addEventListener("resize", () => document.querySelectorAll(".plot").forEach(plot => echarts.getInstanceByDom(plot).resize()));
})();
