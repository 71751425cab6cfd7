import { Button, Caption1, Checkbox, Field, Input, Subtitle2, Text, makeStyles, tokens } from "@fluentui/react-components";
import { useEffect, useId, useRef } from "react";
import type { ReactElement } from "react";
import { worklistLimits } from "../../contract/worklists";
import { worklistReasons } from "../../domain/worklistRules";
import { worklistsWords } from "../../wording/paneWorklists";
import { ReasonButton } from "../common/ReasonButton";
import { focusStart, startHere } from "../common/startHere";
import type { PanePorts } from "../ports";
import { useStore } from "../store";
import { NarrowFields } from "./NarrowFields";
import { faultsOf, nameOf } from "./worklistForm";
import type { FormFaults, WorklistForm } from "./worklistForm";
import type { WorklistsDesk, WorklistsState } from "./worklistsDesk";

const words = worklistsWords.form;
const useStyles = makeStyles({
  form: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM, border: `1px solid ${tokens.colorNeutralStroke2}`, borderRadius: tokens.borderRadiusMedium, backgroundColor: tokens.colorNeutralBackground1, padding: tokens.spacingHorizontalM, minWidth: 0 },
  reasons: { border: "none", margin: 0, padding: 0, minWidth: 0, display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXS },
  legend: { padding: 0, fontWeight: tokens.fontWeightSemibold },
  reason: { display: "flex", flexDirection: "column" },
  hint: { paddingLeft: "36px", color: tokens.colorNeutralForeground2, marginTop: "-6px" },
  months: { paddingLeft: "36px" },
  short: { minWidth: 0, width: "100px" },
  fault: { color: tokens.colorStatusDangerForeground1 },
  row: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalS },
});

interface Props {
  readonly desk: WorklistsDesk;
  readonly state: WorklistsState;
  readonly form: WorklistForm;
  readonly places: PanePorts["places"];
  readonly today: () => string;
  /** The record of this site has encounters. */
  readonly hasEncounters: boolean;
}

/** Whom to gather, under which name, and how many. */
export function NewWorklist({ desk, state, form, places, today, hasEncounters }: Props): ReactElement {
  const styles = useStyles();
  const room = useRef<HTMLElement>(null);
  const title = useId();
  const { tellsFaults, isSending, facilities } = state;
  const snapshot = useStore({ get: places.snapshot, subscribe: places.subscribe });
  const faults: FormFaults = tellsFaults ? faultsOf(form, { today: today(), known: snapshot.known }) : {};
  useEffect(() => focusStart(room.current), []);
  const goToFault = (): void => room.current?.querySelector<HTMLElement>("[aria-invalid='true'], [data-fault] input")?.focus();
  useEffect(() => {
    if (tellsFaults) goToFault();
  }, [tellsFaults]);
  return (
    <section className={styles.form} ref={room} aria-labelledby={title}>
      <Subtitle2 as="h2" id={title} {...startHere}>
        {words.title}
      </Subtitle2>
      <Reasons form={form} fault={faults.reasons} monthsFault={faults.months} onChange={desk.change} />
      <NarrowFields form={form} faults={faults} snapshot={snapshot} facilities={facilities} hasEncounters={hasEncounters} latest={today()} onChange={desk.change} />
      <Field label={words.name} {...faultOf(faults.name)}>
        <Input value={nameOf(form, { today: today() })} maxLength={worklistLimits.nameLength} onChange={(_, { value }) => desk.change({ name: value })} />
      </Field>
      <Field label={words.most} hint={words.mostHint(worklistLimits.rows)} {...faultOf(faults.most)}>
        <Input className={styles.short} inputMode="numeric" value={form.most} maxLength={5} onChange={(_, { value }) => desk.change({ most: value })} />
      </Field>
      <div className={styles.row}>
        <ReasonButton
          appearance="primary"
          reason={isSending ? words.sending : null}
          onClick={() => {
            goToFault();
            void desk.make();
          }}
        >
          {words.make}
        </ReasonButton>
        <Button onClick={desk.closeForm}>{words.cancel}</Button>
      </div>
    </section>
  );
}

interface ReasonsProps {
  readonly form: WorklistForm;
  readonly fault: string | undefined;
  readonly monthsFault: string | undefined;
  readonly onChange: WorklistsDesk["change"];
}

function Reasons({ form, fault, monthsFault, onChange }: ReasonsProps): ReactElement {
  const styles = useStyles();
  const id = useId();
  return (
    <fieldset className={styles.reasons} aria-describedby={`${id}-hint`} {...(fault !== undefined && { "data-fault": "" })}>
      <legend className={styles.legend}>{words.reasons}</legend>
      <Caption1 id={`${id}-hint`}>{words.reasonsHint}</Caption1>
      {fault !== undefined && (
        <Text size={200} role="alert" className={styles.fault}>
          {fault}
        </Text>
      )}
      {worklistReasons.map((reason) => {
        const isChosen = form.reasons.includes(reason);
        return (
          <div key={reason} className={styles.reason}>
            <Checkbox
              label={worklistsWords.reasons[reason].label}
              aria-describedby={`${id}-${reason}`}
              checked={isChosen}
              onChange={(_, { checked }) => onChange({ reasons: checked === true ? [...form.reasons, reason] : form.reasons.filter((other) => other !== reason) })}
            />
            <Caption1 id={`${id}-${reason}`} className={styles.hint}>
              {worklistsWords.reasons[reason].hint}
            </Caption1>
            {reason === "not-verified" && isChosen && (
              <Field className={styles.months} label={words.months} {...faultOf(monthsFault)}>
                <Input className={styles.short} inputMode="numeric" value={form.months} maxLength={2} onChange={(_, { value }) => onChange({ months: value })} />
              </Field>
            )}
          </div>
        );
      })}
    </fieldset>
  );
}

/** What a field says of its fault. */
export function faultOf(message: string | undefined): { readonly validationState?: "error"; readonly validationMessage?: string } {
  return message === undefined ? {} : { validationState: "error", validationMessage: message };
}
