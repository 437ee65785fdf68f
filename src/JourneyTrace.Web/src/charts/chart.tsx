import { ActionIcon, Box, Skeleton, Tooltip, useComputedColorScheme } from "@mantine/core";
import { IconPhoto } from "@tabler/icons-react";
import type { ECharts, EChartsCoreOption } from "echarts/core";
import { useEffect, useRef, useState } from "react";
import { save } from "../api/client";
import type { Format } from "../format/format";
import { useTexts } from "../texts";

let loaded: typeof import("./echarts") | null = null;

type Axis = { type?: string; axisLabel?: { formatter?: unknown } };

/** Numbers of axes and of what is pointed at, as people of the language write them. */
function numbered(option: EChartsCoreOption, format: Format): EChartsCoreOption {
  const axis = (one: Axis): Axis => (one.type === "value" && !one.axisLabel?.formatter ? { ...one, axisLabel: { ...one.axisLabel, formatter: (value: number) => format.number(value) } } : one);
  const axes = (all: unknown) => (Array.isArray(all) ? all.map((a) => axis(a as Axis)) : all ? axis(all as Axis) : all);
  // Drawn, and not written as HTML: that would bring styles of its own, which the page's policy does not let in.
  const tooltip = option.tooltip ? { renderMode: "richText", valueFormatter: (value: unknown) => (typeof value === "number" ? format.number(value) : "–"), ...(option.tooltip as object) } : null;
  return { ...option, ...(tooltip && { tooltip }), ...(option.xAxis ? { xAxis: axes(option.xAxis) } : {}), ...(option.yAxis ? { yAxis: axes(option.yAxis) } : {}) };
}

type Props = { option: EChartsCoreOption; height?: number; label: string; name: string; click?: (name: string) => void };

/** A chart, drawn when its library has come; it can be saved as a picture. What it shows stands in a table beside it, too. */
export function Chart({ option, height = 300, label, name, click }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts>(null);
  const clicked = useRef(click);
  clicked.current = click;
  const shown = useRef(option);
  shown.current = option;
  const drawn = useRef<EChartsCoreOption>(null);
  const [ready, setReady] = useState(false);
  const scheme = useComputedColorScheme("light");
  const { t, format } = useTexts();
  const spoken = useRef(format);
  spoken.current = format;

  useEffect(() => {
    let gone = false;
    const resize = new ResizeObserver(() => chart.current?.resize());
    const begin = ({ init }: typeof import("./echarts")) => {
      if (gone || !box.current) return;
      loaded = { init };
      chart.current = init(box.current, scheme === "dark" ? "dark" : undefined, { renderer: "canvas" });
      chart.current.on("click", (event) => clicked.current?.(String(event.name)));
      // In other colours it is the same picture: it does not grow anew.
      drawn.current = shown.current;
      chart.current.setOption({ backgroundColor: "transparent", ...numbered(shown.current, spoken.current), animation: false });
      resize.observe(box.current);
      setReady(true);
    };
    // What has come before is there at once: paper does not wait.
    if (loaded) begin(loaded);
    else void import("./echarts").then(begin);
    return () => {
      gone = true;
      resize.disconnect();
      chart.current?.dispose();
      chart.current = null;
      setReady(false);
    };
  }, [scheme]);

  useEffect(() => {
    if (!ready || drawn.current === option) return;
    drawn.current = option;
    chart.current?.setOption({ backgroundColor: "transparent", animationDuration: 300, ...numbered(option, format) }, { notMerge: true });
  }, [option, ready, format]);

  async function picture() {
    const color = scheme === "dark" ? "#242424" : "#ffffff";
    const data = chart.current?.getDataURL({ pixelRatio: 2, backgroundColor: color });
    if (data) save(await (await fetch(data)).blob(), `${name}.png`);
  }

  return (
    <Box pos="relative">
      {!ready && <Skeleton height={height} pos="absolute" inset={0} />}
      <div ref={box} role="img" aria-label={label} style={{ height, width: "100%" }} />
      <Tooltip label={t.png}>
        <ActionIcon className="no-print" pos="absolute" top={0} right={0} variant="subtle" color="gray" aria-label={`${t.png}: ${label}`} disabled={!ready} onClick={() => void picture()}>
          <IconPhoto size={16} />
        </ActionIcon>
      </Tooltip>
    </Box>
  );
}
