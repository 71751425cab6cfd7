import { Caption1, Field, Select, makeStyles, tokens } from "@fluentui/react-components";
import type { ReactElement } from "react";
import { guardFields, rowFields } from "../../../domain/types";
import type { RowField } from "../../../domain/types";
import { paneWords } from "../../../wording/pane";
import { submitWords } from "../../../wording/paneSubmit";
import { columnName } from "../../workbook/cells";
import type { Understanding } from "../engine/understand";

const words = submitWords.setup;
const compared: readonly RowField[] = guardFields;
const written = rowFields.filter((field) => !compared.includes(field));

const useStyles = makeStyles({
  grid: { display: "grid", gridTemplateColumns: "repeat(auto-fill, minmax(140px, 1fr))", gap: tokens.spacingVerticalS },
  note: { gridColumn: "1 / -1", marginTop: tokens.spacingVerticalXS },
});

interface Props {
  readonly understanding: Understanding;
  readonly onChoose: (field: RowField, column: number | null) => void;
}

/** For each field the column that holds it: what was recognised, and every other column to choose instead. */
export function ColumnChoices({ understanding, onChoose }: Props): ReactElement {
  const styles = useStyles();
  const choice = (field: RowField): ReactElement => (
    <Field key={field} label={paneWords.fields[field]} size="small" required={field === "artId"}>
      <Select
        size="small"
        value={String(understanding.columns[field]?.column ?? "")}
        onChange={(_, data) => onChoose(field, data.value === "" ? null : Number(data.value))}
      >
        <option value="">{words.noColumn}</option>
        {understanding.headings.map(({ column, header }) => (
          <option key={column} value={column}>
            {columnName(column)}: {header}
          </option>
        ))}
      </Select>
    </Field>
  );
  return (
    <div className={styles.grid} role="group" aria-label={words.columns}>
      {written.map(choice)}
      <Caption1 className={styles.note}>{words.compareOnly}</Caption1>
      {compared.map(choice)}
    </div>
  );
}
