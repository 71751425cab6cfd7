import { Caption1, Card, Link, MessageBar, MessageBarBody, Text, makeStyles, tokens } from "@fluentui/react-components";
import { useState } from "react";
import type { ReactElement } from "react";
import type { OpenTable, Opens, ReportCard, ReportDocument } from "../../reports/document";
import { reportsWords } from "../../wording/paneReports";
import { cellText } from "./cellText";
import { ReportChartView } from "./ReportChartView";
import { ReportTableView } from "./ReportTableView";

const words = reportsWords.view;
const useStyles = makeStyles({
  report: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM, minWidth: 0 },
  cards: { display: "grid", gridTemplateColumns: "repeat(auto-fill, minmax(128px, 1fr))", gap: tokens.spacingHorizontalS, margin: 0, padding: 0, listStyle: "none" },
  card: { padding: tokens.spacingHorizontalS, rowGap: "0px", height: "100%" },
  value: { fontVariantNumeric: "tabular-nums", overflowWrap: "anywhere" },
  facts: { margin: 0, display: "grid", gridTemplateColumns: "max-content 1fr", columnGap: tokens.spacingHorizontalM, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200 },
  fact: { margin: 0, overflowWrap: "anywhere" },
  notes: { margin: 0, paddingLeft: tokens.spacingHorizontalL, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200 },
  summary: { cursor: "pointer", fontSize: tokens.fontSizeBase200 },
});

interface Props {
  readonly report: ReportDocument;
  /** Rows of this report are shown in it; all else is asked for. */
  readonly onOpen: (opens: Exclude<Opens, OpenTable>, title: string) => void;
}

/** A report of figures: what matters most first, then charts, tables, and how to read them. */
export function ReportView({ report, onOpen }: Props): ReactElement {
  const styles = useStyles();
  const [only, setOnly] = useState<OpenTable | null>(null);
  const open = (opens: Opens, title: string): void => {
    // A new one each time: pressed again, it is gone to again.
    if (opens.to === "table") setOnly({ ...opens });
    else onOpen(opens, title);
  };
  return (
    <section className={styles.report} aria-label={report.title}>
      <Facts report={report} />
      {report.nothing !== null ? (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>{report.nothing}</MessageBarBody>
        </MessageBar>
      ) : (
        <>
          <ul className={styles.cards} aria-label={words.figures}>
            {report.cards.map((card) => (
              <li key={card.id}>
                <CardView card={card} onOpen={open} />
              </li>
            ))}
          </ul>
          {report.charts.map((chart) => (
            <ReportChartView key={chart.id} chart={chart} tables={report.tables} onOpen={open} />
          ))}
          {report.tables.map((table) => (
            <ReportTableView key={table.id} table={table} only={only?.table === table.id ? only : null} onAll={() => setOnly(null)} onOpen={open} />
          ))}
        </>
      )}
      <Notes report={report} />
    </section>
  );
}

/** What the report was made of, folded away: the choice above says most of it. */
export function Facts({ report }: { readonly report: ReportDocument }): ReactElement {
  const styles = useStyles();
  return (
    <details>
      <summary className={styles.summary}>{words.facts}</summary>
      <dl className={styles.facts}>
        {report.facts.map(({ id, label, text }) => (
          <div key={id} style={{ display: "contents" }}>
            <dt className={styles.fact}>{label}</dt>
            <dd className={styles.fact}>{text}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

export function Notes({ report }: { readonly report: ReportDocument }): ReactElement {
  const styles = useStyles();
  return (
    <details>
      <summary className={styles.summary}>{words.notes}</summary>
      <ul className={styles.notes}>
        {report.notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </details>
  );
}

function CardView({ card, onOpen }: { readonly card: ReportCard; readonly onOpen: (opens: Opens, title: string) => void }): ReactElement {
  const styles = useStyles();
  const text = cellText(card.value, card.kind);
  const { opens } = card;
  return (
    <Card className={styles.card} size="small">
      <Caption1>{card.label}</Caption1>
      <Text size={card.kind === "text" ? 300 : 500} weight="semibold" className={styles.value}>
        {opens === null ? (
          text
        ) : (
          <Link as="button" style={{ font: "inherit" }} aria-label={words.behind[opens.to](card.label, text)} onClick={() => onOpen(opens, words.part(card.label, text))}>
            {text}
          </Link>
        )}
      </Text>
    </Card>
  );
}
