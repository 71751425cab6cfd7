import { Caption1, Field, Input, MessageBar, MessageBarBody, Select, Text, makeStyles, tokens } from "@fluentui/react-components";
import type { ReactElement } from "react";
import type { SettingsState } from "../../contract/settings";
import { checkSiteSettings, mostClinicNumbers, settingBounds, timeSettings } from "../../domain/siteSettings";
import type { SettingFault, SiteSettings, TimeSetting } from "../../domain/siteSettings";
import type { DateOrder, StreetColumn } from "../../domain/types";
import { formats } from "../../wording/formats";
import { settingsWords as words } from "../../wording/paneSettings";
import { ProblemBar } from "../common/ProblemBar";
import { ReasonButton } from "../common/ReasonButton";
import type { SettingsScreenState, SettingsStore } from "./settingsStore";

const streetColumns: readonly StreetColumn[] = ["auto", "address1", "address2"];
const dateOrders: readonly DateOrder[] = ["dmy", "mdy", "ymd"];
const useStyles = makeStyles({
  // The longest choice of a list must not make it wider than the pane.
  form: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalM, "& select": { maxWidth: `calc(100vw - 2 * ${tokens.spacingHorizontalM})`, textOverflow: "ellipsis" } },
});

interface Props {
  readonly store: SettingsStore;
  readonly state: SettingsScreenState;
  readonly site: SettingsState;
}

/** What counts for everybody at the site; for administrators to change, for all others to read. */
export function SiteSettingsForm({ store, state, site }: Props): ReactElement {
  const styles = useStyles();
  const settings = state.draft ?? site.settings;
  const faults = checkSiteSettings(settings, site.configured);
  const clinicFault = faults.find(({ setting }) => setting === "clinicNumbers");
  const isReadOnly = site.refusal !== null;
  const isChanged = state.draft !== null && JSON.stringify(state.draft) !== JSON.stringify(site.settings);
  const whyNot = state.isSaving ? words.saving : faults.length > 0 ? words.mendFirst : isChanged ? null : words.nothingChanged;
  return (
    <form
      className={styles.form}
      aria-label={words.site}
      onSubmit={(event) => {
        event.preventDefault();
        if (whyNot === null) void store.save();
      }}
    >
      <Text size={200}>{site.refusal === null ? words.siteLead : words.readOnly[site.refusal]}</Text>
      <Field label={words.names.streetColumn}>
        <Select value={settings.streetColumn ?? ""} disabled={isReadOnly} onChange={(_, { value }) => store.change({ streetColumn: streetColumns.find((column) => column === value) ?? null })}>
          <option value="">{words.asConfigured(words.streetColumns[site.configured.streetColumn])}</option>
          {streetColumns.map((column) => (
            <option key={column} value={column}>
              {words.streetColumns[column]}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={words.names.dateOrder}>
        <Select value={settings.dateOrder ?? ""} disabled={isReadOnly} onChange={(_, { value }) => store.change({ dateOrder: dateOrders.find((order) => order === value) ?? null })}>
          <option value="">{words.dateOrders.ask}</option>
          {dateOrders.map((order) => (
            <option key={order} value={order}>
              {words.dateOrders[order]}
            </option>
          ))}
        </Select>
      </Field>
      {timeSettings.map((name) => (
        <TimeField
          key={name}
          name={name}
          value={settings[name]}
          configured={site.configured[name]}
          fault={faults.find(({ setting }) => setting === name)}
          isReadOnly={isReadOnly}
          onChange={(value) => store.change({ [name]: value } satisfies Partial<SiteSettings>)}
        />
      ))}
      <Field label={words.names.clinicNumbers} hint={words.clinicNumbersHint} {...(clinicFault !== undefined && { validationMessage: faultText(clinicFault, 0, mostClinicNumbers) })}>
        <Input
          inputMode="tel"
          maxLength={300}
          readOnly={isReadOnly}
          value={settings.clinicNumbers ?? ""}
          onChange={(_, { value }) => store.change({ clinicNumbers: value.trim() === "" ? null : value })}
        />
      </Field>
      {state.problem !== null && <ProblemBar problem={state.problem} />}
      {state.told !== null && (
        <MessageBar intent={state.told === "saved" ? "success" : "warning"} layout="multiline" politeness="assertive">
          <MessageBarBody>{state.told === "saved" ? words.saved : words.changedMeanwhile}</MessageBarBody>
        </MessageBar>
      )}
      {!isReadOnly && (
        <div>
          <ReasonButton appearance="primary" type="submit" reason={whyNot}>
            {state.isSaving ? words.saving : words.save}
          </ReasonButton>
        </div>
      )}
      <Caption1>{site.changedAt === null ? words.neverChanged : words.lastChange(site.changedBy ?? "", formats.moment(site.changedAt))}</Caption1>
    </form>
  );
}

interface TimeFieldProps {
  readonly name: TimeSetting;
  readonly value: number | null;
  readonly configured: number;
  readonly fault: SettingFault | undefined;
  readonly isReadOnly: boolean;
  readonly onChange: (value: number | null) => void;
}

function TimeField({ name, value, configured, fault, isReadOnly, onChange }: TimeFieldProps): ReactElement {
  const { least, most } = settingBounds[name];
  return (
    <Field label={words.names[name]} hint={words.bounds(least, most, configured)} {...(fault !== undefined && { validationMessage: faultText(fault, least, most) })}>
      <Input
        type="number"
        inputMode="numeric"
        min={least}
        max={most}
        step={1}
        readOnly={isReadOnly}
        value={value === null ? "" : String(value)}
        onChange={(_, { value: text }) => onChange(text.trim() === "" ? null : Number(text))}
      />
    </Field>
  );
}

function faultText({ code }: SettingFault, least: number, most: number): string {
  return code === "out-of-bounds" ? words.faults[code](least, most) : words.faults[code];
}
