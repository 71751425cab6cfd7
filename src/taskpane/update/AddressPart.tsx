import { Subtitle2, makeStyles, tokens } from "@fluentui/react-components";
import type { ReactElement } from "react";
import { can } from "../../domain/roles";
import type { Issue } from "../../domain/types";
import { updateWords } from "../../wording/paneUpdate";
import { PlaceFields } from "../places/PlaceFields";
import type { AddressField } from "../places/PlaceFields";
import { EraseButton } from "./EraseButton";
import { isErased, textOf } from "./draft";
import { FieldIssues } from "./FieldIssues";
import { issuesOfPart } from "./formParts";
import type { PartProps } from "./formParts";
import { Recorded } from "./Recorded";
import { toldIssues } from "./ValueInput";

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
  const told = (part: AddressField): readonly Issue[] => toldIssues(own.filter(({ field }) => field === part), form.visited.has(part));
  return (
    <section className={styles.part} aria-label={words.title} data-field="address">
      <Subtitle2 as="h3">{words.title}</Subtitle2>
      <Recorded values={parts.map((part) => [words.parts[part], card.address?.[part] ?? null])} />
      <PlaceFields
        labels={words.labels}
        value={{ street: textOf(draft, "street"), ward: textOf(draft, "ward"), lga: textOf(draft, "lga"), state: textOf(draft, "state") }}
        current={card.address}
        places={store.places}
        isDisabled={isDisabled}
        withoutStreet={erased}
        issueOf={(part) => told(part).find(({ severity }) => severity === "error" || severity === "repair")}
        below={(part) => (
          <>
            <FieldIssues
              issues={told(part)}
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
          </>
        )}
        onChange={(next) => {
          for (const part of parts) if (next[part] !== textOf(draft, part)) store.type(card, part, next[part]);
        }}
        onLeave={(part) => store.leaveField(card.patient, part)}
      />
    </section>
  );
}
