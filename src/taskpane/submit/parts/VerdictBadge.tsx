import { Badge } from "@fluentui/react-components";
import type { BadgeProps } from "@fluentui/react-components";
import type { ReactElement } from "react";
import { submitWords } from "../../../wording/paneSubmit";
import type { PaneRow } from "../engine/paneRow";
import { verdictOf } from "../engine/verdict";
import type { Verdict } from "../engine/verdict";

const colors: Readonly<Record<Verdict, NonNullable<BadgeProps["color"]>>> = {
  change: "success",
  partly: "warning",
  blind: "informative",
  waiting: "warning",
  error: "danger",
  same: "subtle",
  repeated: "subtle",
};

/** What will happen to the row, in a word (and a colour). */
export function VerdictBadge({ row }: { readonly row: PaneRow }): ReactElement {
  const verdict = verdictOf(row);
  return (
    <Badge appearance="tint" color={colors[verdict]} size="medium">
      {submitWords.verdictOne[verdict]}
    </Badge>
  );
}
