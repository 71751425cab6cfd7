import { Subtitle2, makeStyles, tokens } from "@fluentui/react-components";
import type { ReactElement } from "react";
import { can } from "../../domain/roles";
import { updateWords } from "../../wording/paneUpdate";
import { EraseButton } from "./EraseButton";
import { isErased, textOf } from "./draft";
import { FieldIssues } from "./FieldIssues";
import { issuesOfPart } from "./formParts";
import type { PartProps } from "./formParts";
import { Recorded } from "./Recorded";
import { ValueInput, toldIssues } from "./ValueInput";

const words = updateWords.address;
const parts = ["street", "ward", "lga", "state"] as const;
const useStyles = makeStyles({
  part: { display: "flex", flexDirection: "column", gap: tokens.spacingVerticalXS },
});

/** The current address beside the new one. What is left blank stays as it is. */
export function AddressPart({ store, card, form, circumstances, issues, isDisabled }: PartProps): ReactElement {
  const styles = useStyles();
  const { draft } = form;
  const erased = isErased(draft, "street");
  const own = issuesOfPart(issues, "address");
  return (
    <section className={styles.part} aria-label={words.title} data-field="address">
      <Subtitle2 as="h3">{words.title}</Subtitle2>
      <Recorded values={parts.map((part) => [words.parts[part], card.address?.[part] ?? null])} />
      {parts.map((part) => {
        const ofPart = own.filter(({ field }) => field === part);
        const isVisited = form.visited.has(part);
        return (
          <div key={part}>
            {!(part === "street" && erased) && (
              <ValueInput
                label={words.labels[part]}
                value={textOf(draft, part)}
                issues={ofPart}
                isVisited={isVisited}
                isDisabled={isDisabled}
                onType={(text) => store.type(card, part, text)}
                onLeave={() => store.leaveField(card.patient, part)}
              />
            )}
            <FieldIssues
              issues={toldIssues(ofPart, isVisited)}
              confirmed={draft.confirmed}
              withoutErrors={!(part === "street" && erased)}
              onConfirm={(code, isConfirmed) => store.confirm(card.patient, code, isConfirmed)}
              onRepair={(_, after) => store.type(card, part, after)}
            />
            {part === "street" && can(circumstances.role, "clear") && !isDisabled && (
              <EraseButton
                field="street"
                isErased={erased}
                isRecorded={(card.address?.street ?? "") !== ""}
                onErase={() => store.erase(card, "street")}
                onKeep={() => store.type(card, "street", "")}
              />
            )}
          </div>
        );
      })}
    </section>
  );
}
