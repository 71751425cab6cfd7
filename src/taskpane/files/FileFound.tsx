import { Badge, Caption1, Field, MessageBar, MessageBarBody, Select, Subtitle2, Text, makeStyles, tokens } from "@fluentui/react-components";
import type { ReactElement } from "react";
import type { DateOrder } from "../../domain/types";
import { formats } from "../../wording/formats";
import { paneWords } from "../../wording/pane";
import { fileWords } from "../../wording/paneFiles";
import { delimiters, textEncodings } from "./read/choices";
import type { DatesFound, FileNote } from "./read/judgeTable";
import type { FileChoices, FileLook } from "./read/readFile";

const words = fileWords;
const dateOrders: readonly DateOrder[] = ["dmy", "mdy", "ymd"];
const useStyles = makeStyles({
  card: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS, padding: tokens.spacingHorizontalM, borderRadius: tokens.borderRadiusMedium, border: `1px solid ${tokens.colorNeutralStroke2}`, backgroundColor: tokens.colorNeutralBackground1 },
  columns: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalXS, margin: 0, padding: 0, listStyleType: "none" },
  choices: { display: "grid", gridTemplateColumns: "repeat(auto-fill, minmax(190px, 1fr))", gap: tokens.spacingVerticalS },
  scroll: { overflowX: "auto", border: `1px solid ${tokens.colorNeutralStroke2}`, borderRadius: tokens.borderRadiusSmall },
  table: { borderCollapse: "collapse", fontSize: tokens.fontSizeBase200, whiteSpace: "pre" },
  label: { margin: 0, fontWeight: tokens.fontWeightSemibold },
  cell: { padding: `2px ${tokens.spacingHorizontalS}`, textAlign: "left", borderBottom: `1px solid ${tokens.colorNeutralStroke3}`, maxWidth: "180px", overflow: "hidden", textOverflow: "ellipsis" },
});

interface Props {
  readonly look: FileLook;
  readonly chosenOrder: DateOrder | undefined;
  readonly onChoose: (change: FileChoices) => void;
  readonly onDateOrder: (order: DateOrder | undefined) => void;
}

/** How the file was read, with everything that a person can say otherwise, and its first rows to see whether that is right. */
export function FileFound({ look, chosenOrder, onChoose, onDateOrder }: Props): ReactElement {
  const styles = useStyles();
  return (
    <section className={styles.card} aria-label={words.found}>
      <Subtitle2 as="h3">{words.found}</Subtitle2>
      <Text>{words.rows(look.rowCount, look.headingRow)}</Text>
      {look.columns.length > 0 && (
        <>
          <Caption1 id="recognised-columns">{words.recognised}</Caption1>
          <ul className={styles.columns} aria-labelledby="recognised-columns">
            {look.columns.map(({ field, heading }) => (
              <li key={field}>
                <Badge appearance="outline" title={heading}>
                  {heading.toLowerCase() === paneWords.fields[field].toLowerCase() ? heading : formats.labelled(paneWords.fields[field], heading)}
                </Badge>
              </li>
            ))}
          </ul>
        </>
      )}
      {look.notes.map((note) => (
        <MessageBar key={note.code} intent="warning" layout="multiline">
          <MessageBarBody>{noteText(note)}</MessageBarBody>
        </MessageBar>
      ))}
      <div className={styles.choices}>
        <SourceChoices source={look.source} onChoose={onChoose} />
        <DateOrderChoice dates={look.dates} chosen={chosenOrder} onChoose={onDateOrder} />
      </div>
      <Preview rows={look.preview} width={look.width} />
    </section>
  );
}

function SourceChoices({ source, onChoose }: { readonly source: FileLook["source"]; readonly onChoose: Props["onChoose"] }): ReactElement | null {
  if (source.kind === "workbook") {
    if (source.sheets.length < 2) return null;
    return (
      <Field label={words.sheet}>
        <Select value={source.sheet} onChange={(_, { value }) => onChoose({ sheet: value })}>
          {source.sheets.map((sheet) => (
            <option key={sheet}>{sheet}</option>
          ))}
        </Select>
      </Field>
    );
  }
  return (
    <>
      <Field label={words.delimiter}>
        <Select value={source.delimiter} onChange={(_, { value }) => onChoose({ delimiter: delimiters.find((known) => known === value) })}>
          {delimiters.map((delimiter) => (
            <option key={delimiter} value={delimiter}>
              {words.delimiters[delimiter]}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={words.encoding}>
        <Select value={source.encoding} onChange={(_, { value }) => onChoose({ encoding: textEncodings.find((known) => known === value) })}>
          {textEncodings.map((encoding) => (
            <option key={encoding} value={encoding}>
              {words.encodings[encoding]}
            </option>
          ))}
        </Select>
      </Field>
    </>
  );
}

function DateOrderChoice({ dates, chosen, onChoose }: { readonly dates: DatesFound; readonly chosen: DateOrder | undefined; readonly onChoose: Props["onDateOrder"] }): ReactElement | null {
  if (!dates.hasTypedDates) return null;
  return (
    <Field label={words.dateOrder} hint={orderHint(dates, chosen)}>
      <Select
        value={chosen ?? dates.order ?? ""}
        onChange={(_, { value }) => {
          const order = dateOrders.find((known) => known === value);
          onChoose(order === dates.order ? undefined : order);
        }}
      >
        {dates.order === null && <option value="">{words.orderUnknown}</option>}
        {dateOrders.map((order) => (
          <option key={order} value={order}>
            {words.order[order]}
          </option>
        ))}
      </Select>
    </Field>
  );
}

function orderHint({ proof, conflicting }: DatesFound, chosen: DateOrder | undefined): string {
  if (chosen !== undefined) return words.chosenByYou;
  if (conflicting) return words.conflicting;
  return proof === null ? words.noProof : words.proof(proof.rowNumber, proof.text);
}

function Preview({ rows: [headings = [], ...rows], width }: { readonly rows: FileLook["preview"]; readonly width: number }): ReactElement {
  const styles = useStyles();
  const columns = Array.from({ length: width }, (_, column) => column);
  return (
    <>
      <Caption1 as="h4" className={styles.label}>
        {words.preview}
      </Caption1>
      <Text size={200}>{words.previewHint}</Text>
      {/* Wider than the pane: it is scrolled by keyboard too. */}
      <div className={styles.scroll} tabIndex={0} role="region" aria-label={words.preview}>
        <table className={styles.table}>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col" className={styles.cell}>
                  {headings[column] ?? ""}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <tr key={index}>
                {columns.map((column) => (
                  <td key={column} className={styles.cell}>
                    {row[column] ?? ""}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function noteText(note: FileNote): string {
  switch (note.code) {
    case "formulas":
    case "error-values":
      return words.notes[note.code](note.cell, note.count);
    case "hidden-rows":
      return words.notes[note.code](note.count);
    case "no-art-id":
    case "no-values":
      return words.notes[note.code];
  }
}
