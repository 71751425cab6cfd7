import { Badge, Caption1, Text, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import type { ReactElement } from "react";
import type { PatientHit } from "../../contract/patientSearch";
import { patientWords } from "../../wording/panePatient";
import { searchWords as words } from "../../wording/paneSearch";

const useStyles = makeStyles({
  option: {
    display: "flex",
    flexDirection: "column",
    gap: tokens.spacingVerticalXXS,
    padding: tokens.spacingHorizontalS,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1,
    cursor: "pointer",
    overflowWrap: "anywhere",
    ":hover": { backgroundColor: tokens.colorNeutralBackground1Hover },
  },
  // A line of its own, because backgrounds are not shown in high contrast.
  active: { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "-1px", "@media (forced-colors: active)": { outlineColor: "Highlight" } },
  badges: { display: "flex", flexWrap: "wrap", gap: tokens.spacingHorizontalXS },
});

interface Props {
  readonly id: string;
  readonly hit: PatientHit;
  readonly isActive: boolean;
  readonly onOpen: () => void;
}

/** One patient of the list: enough to tell people apart, and what stands in the way of updating them, in words. */
export function PatientOption({ id, hit, isActive, onOpen }: Props): ReactElement {
  const styles = useStyles();
  const foundBy = hit.foundBy === "misspelt" || hit.foundBy === "phone" || hit.foundBy === "formerPhone" ? words.foundBy[hit.foundBy] : null;
  return (
    // The keyboard is on the search box; the row in question is told by aria-activedescendant.
    <div id={id} role="option" aria-selected={isActive} className={mergeClasses(styles.option, isActive && styles.active)} onClick={onOpen}>
      <Text weight="semibold">{hit.name ?? patientWords.noName}</Text>
      <Caption1>{[sexText(hit.sex), hit.age === null ? null : patientWords.age(hit.age), hit.facility].filter((part) => part !== null).join(" · ")}</Caption1>
      <Caption1>{identifierText(hit)}</Caption1>
      {(hit.marks.length > 0 || foundBy !== null) && (
        <div className={styles.badges}>
          {foundBy !== null && (
            <Badge appearance="outline" color="informative">
              {foundBy}
            </Badge>
          )}
          {hit.marks.map((mark) => (
            <Badge key={mark} appearance="tint" color="warning">
              {patientWords.marks[mark].title}
            </Badge>
          ))}
        </div>
      )}
    </div>
  );
}

function sexText(sex: string | null): string {
  return sex === "F" || sex === "M" ? patientWords.sex[sex] : patientWords.sex.unknown;
}

/** ART IDs as they are, the others after the name of their type; voided ones say so. */
function identifierText({ identifiers }: PatientHit): string {
  return identifiers
    .map(({ identifier, type, isArtId, voided }) => {
      const text = isArtId ? identifier : `${type} ${identifier}`;
      return voided ? words.voidedIdentifier(text) : text;
    })
    .join(" · ");
}
