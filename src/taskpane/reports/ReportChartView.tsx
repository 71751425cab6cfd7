import { Subtitle2, makeStyles, tokens } from "@fluentui/react-components";
import type { ReactElement } from "react";
import type { Opens, ReportChart, ReportTable } from "../../reports/document";
import { BarList } from "./charts/BarList";
import { ColumnPlot } from "./charts/ColumnPlot";
import { LinePlot } from "./charts/LinePlot";
import { chartModel } from "./charts/chartModel";

const useStyles = makeStyles({ part: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXS, minWidth: 0 } });
/** More than these stand side by side: as bars that lie they would be pages long. */
const mostLying = 6;

interface Props {
  readonly chart: ReportChart;
  readonly tables: readonly ReportTable[];
  readonly onOpen: (opens: Opens, title: string) => void;
}

/** A chart as it fits a narrow pane. */
export function ReportChartView({ chart, tables, onOpen }: Props): ReactElement | null {
  const styles = useStyles();
  const model = chartModel(chart, tables);
  if (model === null || model.categories.length === 0) return null;
  const lies = chart.type === "bar" || chart.type === "column" || model.categories.length <= mostLying;
  return (
    <section className={styles.part} aria-label={chart.title}>
      <Subtitle2 as="h3">{chart.title}</Subtitle2>
      {chart.type === "line" ? (
        <LinePlot title={chart.title} model={model} />
      ) : lies ? (
        <BarList title={chart.title} model={model} isStacked={chart.type === "stacked"} onOpen={onOpen} />
      ) : (
        <ColumnPlot title={chart.title} model={model} onOpen={onOpen} />
      )}
    </section>
  );
}
