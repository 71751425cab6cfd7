import { Button, Caption1, Dialog, DialogActions, DialogBody, DialogContent, DialogSurface, DialogTitle, Field, Select, Subtitle2, Text, makeStyles, tokens } from "@fluentui/react-components";
import { useState } from "react";
import type { ReactElement } from "react";
import { differences } from "../../domain/compareRow";
import type { ComparedField, Difference } from "../../domain/compareRow";
import { formats } from "../../wording/formats";
import { compareWords as words } from "../../wording/paneCompare";
import { Paged } from "../common/Paged";
import { ReasonButton } from "../common/ReasonButton";
import { ComparedRowCard } from "./ComparedRowCard";
import { CountsTable } from "./CountsTable";
import type { CompareDesk } from "./compareDesk";
import type { Compared, CompareFilter } from "./compareState";
import { countDifferences, isSubmittable, shownCells, shownRows, takeable } from "./counting";

const useStyles = makeStyles({
  part: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS },
  filters: { display: "grid", gridTemplateColumns: "repeat(auto-fit, minmax(170px, 1fr))", gap: tokens.spacingHorizontalS },
  buttons: { display: "flex", flexDirection: "column", alignItems: "start", gap: tokens.spacingVerticalS },
  list: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS },
  actions: { justifyContent: "flex-end" },
});

interface Props {
  readonly compared: Compared;
  readonly filter: CompareFilter;
  readonly desk: CompareDesk;
  readonly isBusy: boolean;
  readonly isSending: boolean;
}

/** What was found: figures, the rows that differ, and what can be done with those shown. */
export function ComparedPart({ compared, filter, desk, isBusy, isSending }: Props): ReactElement {
  const styles = useStyles();
  const [asking, setAsking] = useState(false);
  const counts = countDifferences(compared.rows);
  const rows = shownRows(compared.rows, filter);
  const cells = rows.flatMap((row) => shownCells(row, filter));
  const toTake = takeable(cells);
  const toSubmit = cells.filter(isSubmittable);
  const rowsToSubmit = new Set(toSubmit.map(({ row }) => row)).size;
  const busy = isBusy ? words.whyBusy : null;
  const guarded = compared.look.isReadOnly ? words.why.readOnly : compared.look.isProtected ? words.why.protected : null;
  const cannotSubmit = busy ?? (isSending ? words.why.sending : null);
  return (
    <section className={styles.part} aria-label={words.counts.title}>
      <Subtitle2 as="h2">{words.counts.title}</Subtitle2>
      <Text>{`${words.counts.rows(counts.rows)} · ${words.counts.same(counts.same)}`}</Text>
      <Caption1>{words.comparedAt(formats.moment(compared.readAt))}</Caption1>
      {compared.hidden > 0 && <Caption1>{words.hiddenLeft(compared.hidden)}</Caption1>}
      <Caption1>{compared.heading === null ? words.notMarked : words.marked(compared.heading)}</Caption1>
      <CountsTable counts={counts} onShow={(field, difference) => desk.setFilter({ field, difference })} />
      <Subtitle2 as="h2">{words.rows}</Subtitle2>
      {counts.same === counts.rows ? (
        <Text>{words.allSame}</Text>
      ) : (
        <>
          <div className={styles.filters}>
            <Field label={words.filter.field}>
              <Select value={filter.field} onChange={(_, data) => desk.setFilter({ field: fieldOf(data.value) })}>
                <option value="all">{words.filter.all}</option>
                {counts.noPatient > 0 && <option value="artId">{words.counts.noPatient}</option>}
                {counts.byField.map(({ field }) => (
                  <option key={field} value={field}>
                    {words.fields[field]}
                  </option>
                ))}
              </Select>
            </Field>
            {filter.field !== "artId" && (
              <Field label={words.filter.difference}>
                <Select value={filter.difference} onChange={(_, data) => desk.setFilter({ difference: differenceOf(data.value) })}>
                  <option value="all">{words.filter.all}</option>
                  {differences.map((one) => (
                    <option key={one} value={one}>
                      {words.differences[one]}
                    </option>
                  ))}
                </Select>
              </Field>
            )}
          </div>
          <div className={styles.buttons}>
            <ReasonButton size="small" reason={busy ?? guarded ?? (toTake.length === 0 ? words.why.nothingToTake : null)} onClick={() => setAsking(true)}>
              {words.takeShown(toTake.length)}
            </ReasonButton>
            <ReasonButton size="small" reason={cannotSubmit ?? (toSubmit.length === 0 ? words.why.nothingToSubmit : null)} onClick={() => desk.submit(toSubmit)}>
              {words.submitShown(rowsToSubmit)}
            </ReasonButton>
            <Caption1>{words.onlyThese}</Caption1>
          </div>
          <Caption1 role="status">{rows.length === 0 ? words.noneShown : words.rowsShown(rows.length)}</Caption1>
          <Paged
            key={`${filter.field}/${filter.difference}`}
            items={rows}
            label={words.rows}
            className={styles.list}
            keyOf={(row) => row.index}
            render={(row) => (
              <ComparedRowCard
                row={row}
                cells={shownCells(row, filter)}
                cannotTake={busy ?? guarded}
                cannotSubmit={cannotSubmit}
                onJump={(field) => void desk.jump({ row, field })}
                onTake={(cell) => void desk.take([cell])}
                onSubmit={(cell) => desk.submit([cell])}
              />
            )}
          />
        </>
      )}
      {asking && (
        <Dialog open modalType="alert" onOpenChange={(_, data) => setAsking(data.open)}>
          <DialogSurface>
            <DialogBody>
              <DialogTitle>{words.confirm.title(toTake.length)}</DialogTitle>
              <DialogContent>{words.confirm.text}</DialogContent>
              <DialogActions className={styles.actions} fluid>
                <Button
                  appearance="primary"
                  onClick={() => {
                    setAsking(false);
                    void desk.take(toTake);
                  }}
                >
                  {words.confirm.take}
                </Button>
                <Button onClick={() => setAsking(false)}>{words.confirm.cancel}</Button>
              </DialogActions>
            </DialogBody>
          </DialogSurface>
        </Dialog>
      )}
    </section>
  );
}

function fieldOf(value: string): CompareFilter["field"] {
  const fields: readonly string[] = Object.keys(words.fields);
  return fields.includes(value) ? (value as ComparedField | "artId") : "all";
}

function differenceOf(value: string): CompareFilter["difference"] {
  return differences.find((one): one is Difference => one === value) ?? "all";
}
