import { Caption1, Field, Input, Select, makeStyles, tokens } from "@fluentui/react-components";
import { useState } from "react";
import type { ReactElement } from "react";
import type { PlacesSnapshot } from "../../client/placesCache";
import type { Named } from "../../contract/reports";
import { placeWords } from "../../wording/panePlaces";
import { worklistsWords } from "../../wording/paneWorklists";
import { PlaceCombobox } from "../places/PlaceCombobox";
import { placeChoices } from "../places/placeChoices";
import { settle } from "../places/placeDraft";
import type { PlaceValue } from "../places/placeDraft";
import { conditionsOf } from "./worklistForm";
import type { FormFaults, WorklistForm } from "./worklistForm";
import type { WorklistsDesk } from "./worklistsDesk";

const words = worklistsWords.form;
const useStyles = makeStyles({
  part: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalS, paddingTop: tokens.spacingVerticalS, minWidth: 0 },
  pair: { display: "grid", gridTemplateColumns: "repeat(auto-fit, minmax(120px, 1fr))", gap: tokens.spacingHorizontalS, "> *": { minWidth: 0 } },
  wide: { minWidth: 0, "> select": { minWidth: 0, width: "100%" } },
  input: { minWidth: 0 },
  summary: { cursor: "pointer" },
});

interface Props {
  readonly form: WorklistForm;
  readonly faults: FormFaults;
  readonly snapshot: PlacesSnapshot;
  readonly facilities: readonly Named[] | null;
  readonly hasEncounters: boolean;
  /** The site's day: no visit is later. */
  readonly latest: string;
  readonly onChange: WorklistsDesk["change"];
}

/** Conditions that every patient of the list has to meet; none of them is needed. */
export function NarrowFields({ form, faults, snapshot, facilities, hasEncounters, latest, onChange }: Props): ReactElement {
  const styles = useStyles();
  const [isOpen, setOpen] = useState(conditionsOf(form) > 0);
  const hasFault = [faults.age, faults.days, faults.state, faults.lga].some((fault) => fault !== undefined);
  return (
    <details open={isOpen || hasFault} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className={styles.summary} tabIndex={0}>{words.narrow(conditionsOf(form))}</summary>
      <div className={styles.part}>
        <Field label={words.facility} {...(facilities === null && { hint: words.noFacilities })}>
          <Select className={styles.wide} value={form.facility} onChange={(_, { value }) => onChange({ facility: value })}>
            <option value="">{words.all}</option>
            {facilities?.map(({ uuid, name }) => (
              <option key={uuid} value={uuid}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
        <Place field="state" form={form} fault={faults.state} snapshot={snapshot} onChange={onChange} />
        <Place field="lga" form={form} fault={faults.lga} snapshot={snapshot} onChange={onChange} />
        {snapshot.known === null && <Caption1>{words.noPlaces}</Caption1>}
        <Field label={words.sex}>
          <Select className={styles.wide} value={form.sex} onChange={(_, { value }) => onChange({ sex: value === "male" || value === "female" ? value : "" })}>
            <option value="">{words.all}</option>
            <option value="female">{words.female}</option>
            <option value="male">{words.male}</option>
          </Select>
        </Field>
        <Pair fault={faults.age} first={words.ageFrom} second={words.ageTo} kind="number" values={[form.ageFrom, form.ageTo]} onChange={([ageFrom, ageTo]) => onChange({ ageFrom, ageTo })} />
        {hasEncounters && (
          <Pair fault={faults.days} first={words.lastFrom} second={words.lastTo} kind="date" latest={latest} hint={words.lastHint} values={[form.lastFrom, form.lastTo]} onChange={([lastFrom, lastTo]) => onChange({ lastFrom, lastTo })} />
        )}
      </div>
    </details>
  );
}

interface PairProps {
  readonly first: string;
  readonly second: string;
  readonly kind: "number" | "date";
  readonly latest?: string;
  readonly hint?: string;
  readonly fault: string | undefined;
  readonly values: readonly [string, string];
  readonly onChange: (values: readonly [string, string]) => void;
}

/** From and to. */
function Pair({ first, second, kind, latest, hint, fault, values: [from, to], onChange }: PairProps): ReactElement {
  const styles = useStyles();
  const how = kind === "date" ? { type: "date" as const, max: latest } : { inputMode: "numeric" as const, maxLength: 3 };
  return (
    <div>
      <div className={styles.pair}>
        <Field label={first} {...(fault !== undefined && { validationState: "error" as const, validationMessage: fault })}>
          <Input className={styles.input} {...how} value={from} onChange={(_, { value }) => onChange([value, to])} />
        </Field>
        <Field label={second}>
          <Input className={styles.input} {...how} value={to} onChange={(_, { value }) => onChange([from, value])} />
        </Field>
      </div>
      {hint !== undefined && <Caption1>{hint}</Caption1>}
    </div>
  );
}

interface PlaceProps extends Pick<Props, "form" | "snapshot" | "onChange"> {
  readonly field: "state" | "lga";
  readonly fault: string | undefined;
}

function Place({ field, form, fault, snapshot: { known }, onChange }: PlaceProps): ReactElement {
  const value: PlaceValue = { street: "", ward: "", lga: form.lga, state: form.state };
  const { choices, more, choose } = placeChoices(field, value, { current: null, known });
  const apply = ({ lga, state }: PlaceValue): void => onChange({ lga, state });
  return (
    <PlaceCombobox
      label={words[field]}
      value={form[field]}
      choices={choices}
      more={more}
      none={known === null ? undefined : placeWords.none[field]}
      isEager
      error={fault}
      isDisabled={false}
      maxLength={255}
      inputRef={null}
      onType={(text) => onChange(field === "state" ? { state: text } : { lga: text })}
      onChoose={(key) => {
        const changed = choose(key);
        if (changed !== null) apply(changed.value);
      }}
      onEnter={() => undefined}
      onLeave={() => {
        if (known !== null) apply(settle(field, value, { current: null, places: known.places }).value);
      }}
    />
  );
}
