import { Button, Caption1, Subtitle2, makeStyles, tokens } from "@fluentui/react-components";
import { WrenchRegular } from "@fluentui/react-icons";
import type { ReactElement } from "react";
import { parseBirthdate } from "../../domain/birthdate";
import { updateWords } from "../../wording/paneUpdate";
import { dayWords } from "../../wording/sentence";
import { checkDraft, contextOf, textOf } from "./draft";
import type { Circumstances, Draft } from "./draft";
import { FieldIssues } from "./FieldIssues";
import { issuesOfPart } from "./formParts";
import type { PartProps } from "./formParts";
import { Recorded } from "./Recorded";
import { ValueInput, toldIssues } from "./ValueInput";

const words = updateWords.birthdate;
const useStyles = makeStyles({
  part: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXS },
  readings: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalXS },
});

/** The recorded birthdate beside the new one, as typed and as it is read. */
export function BirthdatePart({ store, card, form, circumstances, issues, isDisabled }: PartProps): ReactElement {
  const styles = useStyles();
  const { draft } = form;
  const { birthdate, estimated } = card.birthdate;
  const own = issuesOfPart(issues, "birthdate");
  const read = checkDraft(draft, circumstances).update.birthdate;
  const isVisited = form.visited.has("birthdate");
  return (
    <section className={styles.part} aria-label={words.title} data-field="birthdate">
      <Subtitle2 as="h3">{words.title}</Subtitle2>
      <Recorded values={[[updateWords.now, birthdate === null ? null : `${dayWords(birthdate)}${estimated ? ` (${updateWords.estimated})` : ""}`]]} />
      <ValueInput
        label={words.label}
        hint={words.hint[circumstances.typed.dateOrder ?? "dmy"]}
        value={textOf(draft, "birthdate")}
        issues={own}
        isVisited={isVisited}
        isDisabled={isDisabled}
        onType={(text) => store.type(card, "birthdate", text)}
        onLeave={() => store.leaveField(card.patient, "birthdate")}
      />
      {read !== undefined && <Caption1>{words.read(dayWords(read))}</Caption1>}
      {own.some(({ code }) => code === "birthdate-order-unknown") && (
        <div className={styles.readings}>
          {bothReadings(draft, circumstances).map((day) => (
            <Button key={day} size="small" icon={<WrenchRegular />} onClick={() => store.type(card, "birthdate", day)}>
              {updateWords.repair(dayWords(day))}
            </Button>
          ))}
        </div>
      )}
      <FieldIssues
        // How it was read is said above, for every form of typing.
        issues={toldIssues(own, isVisited).filter(({ code }) => code !== "birthdate-format-read")}
        confirmed={draft.confirmed}
        withoutErrors
        onConfirm={(code, isConfirmed) => store.confirm(card.patient, code, isConfirmed)}
        onRepair={(_, after) => store.type(card, "birthdate", after)}
      />
    </section>
  );
}

/** The days that a date of unknown order can mean, day first and month first. */
function bothReadings(draft: Draft, circumstances: Circumstances): readonly string[] {
  const context = contextOf(draft, circumstances);
  const cell = draft.cells.birthdate ?? { value: "" };
  return (["dmy", "mdy"] as const).flatMap((dateOrder) => parseBirthdate(cell, { ...context, dateOrder }).value ?? []);
}
