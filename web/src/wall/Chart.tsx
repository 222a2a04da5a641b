/* A chart by uPlot in the page's colours; for who cannot see it, its words. */
import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { moment } from "../state/time";

export interface Line {
  label: string;
  /** A variable of the style sheet: "--talking". */
  color: string;
  values: (number | null)[];
  kind: "bars" | "line" | "dashes";
}

interface Props {
  says: string;
  at: number[];
  lines: Line[];
  /** [least, most] of the upright axis; missing: from 0 as high as needed. */
  range?: [number, number];
  shows: (value: number) => string;
}

const HEIGHT = 180; // [px]
const WHOLE = [900, 1800, 3600, 7200, 10800, 14400, 21600, 43200, 86400]; // [s]

const color = (name: string) =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim() ||
  "gray";

function series(line: Line): uPlot.Series {
  const ink = color(line.color);

  if (line.kind === "bars")
    return {
      label: line.label,
      stroke: ink,
      fill: ink,
      paths: uPlot.paths.bars!({ size: [0.7, 40], gap: 1 }),
      points: { show: false },
    };
  return {
    label: line.label,
    stroke: ink,
    width: line.kind === "dashes" ? 1.5 : 2.5,
    dash: line.kind === "dashes" ? [6, 4] : undefined,
    points: { show: line.kind === "line", size: 6, fill: ink },
    spanGaps: true,
  };
}

function axes(shows: Props["shows"], step: number): uPlot.Axis[] {
  const common = {
    stroke: color("--pico-muted-color"),
    grid: { stroke: color("--grid"), width: 1 },
    ticks: { show: false },
    font: "12px system-ui, sans-serif",
  };

  return [
    {
      ...common,
      grid: { show: false },
      size: 26,
      incrs: [step, ...WHOLE.filter((n) => n > step && n % step === 0)],
      values: (_, splits) => splits.map((at) => moment(at).slice(0, -3)),
    },
    { ...common, size: 46, values: (_, splits) => splits.map(shows) },
  ];
}

function options(props: Props, width: number): uPlot.Options {
  const { range } = props;
  const step = (props.at[1] ?? 0) - (props.at[0] ?? 0) || 1800;

  return {
    width,
    height: HEIGHT,
    cursor: { show: false },
    legend: { show: false },
    scales: {
      x: { time: false, range: (_, a, b) => [a - step / 2, b + step / 2] },
      y: { range: range ?? ((_, __, most) => [0, Math.max(1, most * 1.1)]) },
    },
    axes: axes(props.shows, step),
    series: [{}, ...props.lines.map(series)],
  };
}

/** Drawn anew where its shape changes, else only given other values. */
const shape = (props: Props) =>
  JSON.stringify(props.lines.map((l) => [l.label, l.color, l.kind]));

export function Chart(props: Props) {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const data = [
    props.at,
    ...props.lines.map((line) => line.values),
  ] as uPlot.AlignedData;
  const dark = matchMedia("(prefers-color-scheme: dark)");

  useEffect(() => {
    const box = place.current!;
    const draw = () => {
      plot.current?.destroy();
      plot.current = new uPlot(
        options(props, box.clientWidth || 300),
        data,
        box,
      );
    };
    const sized = new ResizeObserver(() => {
      if (plot.current && plot.current.width !== box.clientWidth)
        plot.current.setSize({ width: box.clientWidth, height: HEIGHT });
    });

    draw();
    sized.observe(box);
    dark.addEventListener("change", draw);
    return () => {
      sized.disconnect();
      dark.removeEventListener("change", draw);
      plot.current?.destroy();
      plot.current = null;
    };
  }, [shape(props)]);
  useEffect(() => plot.current?.setData(data), [JSON.stringify(data)]);

  return (
    <figure class="chart">
      <figcaption aria-hidden="true">
        {props.lines.map((line) => (
          <span key={line.label} class={`key ${line.kind}`}>
            <i style={{ background: `var(${line.color})` }} /> {line.label}
          </span>
        ))}
      </figcaption>
      <div ref={place} role="img" aria-label={props.says} />
    </figure>
  );
}
