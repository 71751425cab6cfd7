import { Badge, Button, Caption1, Text, makeStyles, tokens } from "@fluentui/react-components";
import { ArrowUploadRegular, OpenRegular } from "@fluentui/react-icons";
import type { ReactElement } from "react";
import type { HistoryEntry, HistoryPerson } from "../../contract/patientCard";
import { patientWords } from "../../wording/panePatient";
import { ReasonButton } from "../common/ReasonButton";
import { sourceText } from "../common/sourceText";
import { momentText } from "../history/momentText";
import { entryText } from "./contactText";
import { PhoneText } from "./HiddenText";

const words = patientWords.history;
const useStyles = makeStyles({
  item: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalXXS,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    marginBottom: tokens.spacingVerticalS,
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    overflowWrap: "anywhere",
  },
  head: { display: "flex", alignItems: "center", justifyContent: "space-between", gap: tokens.spacingHorizontalS },
  ended: { color: tokens.colorNeutralForeground2 },
  actions: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalXS, marginTop: tokens.spacingVerticalXXS },
});

interface Props {
  readonly entry: HistoryEntry;
  /** Why the value cannot be put into the form; null where it can. */
  readonly useReason: string | null;
  readonly onUse: () => void;
  readonly onSubmission: (uuid: string) => void;
}

/** One value that the record had: what, who and when, from where, and how it ended. */
export function HistoryItem({ entry, useReason, onUse, onSubmission }: Props): ReactElement {
  const styles = useStyles();
  const { standing, origin, overwritten } = entry;
  const text = entryText(entry);
  const place = origin.kind === "openmrs" ? "" : placeText(origin);
  return (
    <div className={styles.item}>
      <div className={styles.head}>
        <Caption1>{words.fields[entry.field]}</Caption1>
        <Badge appearance={standing === "current" ? "filled" : "outline"} color={standing === "current" ? "brand" : standing === "beside" ? "warning" : "informative"} size="small">
          {words.standings[standing]}
        </Badge>
      </div>
      <Text weight="semibold" className={standing === "ended" ? styles.ended : undefined}>
        {text === null ? words.erased : entry.field === "phone" ? <PhoneText phone={text} /> : text}
      </Text>
      {standing === "beside" && <Caption1>{words.beside}</Caption1>}
      <Caption1>{beganText(entry)}</Caption1>
      {origin.kind === "submission" && <Caption1>{place}</Caption1>}
      {origin.kind === "submission" && origin.reason !== null && origin.reason !== "" && <Caption1>{words.reason(origin.reason)}</Caption1>}
      {standing === "ended" && <Ended entry={entry} />}
      {overwritten !== null && <Text size={200}>{words.overwritten(momentText(overwritten))}</Text>}
      <div className={styles.actions}>
        {standing !== "current" && (
          <ReasonButton size="small" icon={<ArrowUploadRegular />} reason={text === null ? words.useErased : useReason} aria-label={text === null ? words.use : words.useOf(text)} onClick={onUse}>
            {words.use}
          </ReasonButton>
        )}
        {origin.kind === "submission" &&
          (origin.mayOpen ? (
            <Button size="small" appearance="subtle" icon={<OpenRegular />} aria-label={words.openOf(place)} onClick={() => onSubmission(origin.uuid)}>
              {words.open}
            </Button>
          ) : (
            <ReasonButton size="small" appearance="subtle" icon={<OpenRegular />} aria-label={words.openOf(place)} reason={words.mayNotOpen}>
              {words.open}
            </ReasonButton>
          ))}
      </div>
    </div>
  );
}

function Ended({ entry: { until, endedBy, endedBecause } }: { readonly entry: HistoryEntry }): ReactElement {
  const when = until === null ? null : [`${words.ended} ${momentText(until)}`, byText(endedBy)].filter((part) => part !== null).join(", ");
  return (
    <>
      <Caption1>{when ?? words.endUnknown}</Caption1>
      {endedBecause !== null && endedBecause !== "" && <Caption1>{words.because(endedBecause)}</Caption1>}
    </>
  );
}

/** `Submitted 22 Nov 2026, 14:03, by Chidinma Okafor`; `In NMRS …` where it did not come through this product. */
function beganText({ from, by, origin }: HistoryEntry): string {
  const how = origin.kind === "openmrs" ? words.openmrs : words.submission[origin.submissionKind];
  const when = from === null ? null : momentText(from);
  const said = [when === null ? how : `${how} ${when}`, byText(by)].filter((part) => part !== null).join(", ");
  return when === null ? `${said}. ${words.unknownTime}` : said;
}

function byText(person: HistoryPerson | null): string | null {
  return person === null ? null : words.by(person.name ?? words.gone(person.userId));
}

/** `MissedAppointment in Line list.xlsx, row 37`. */
function placeText({ source, rowNumber }: Extract<HistoryEntry["origin"], { kind: "submission" }>): string {
  return source.sheet === "" ? sourceText(source) : `${sourceText(source)}, ${words.row(rowNumber)}`;
}
