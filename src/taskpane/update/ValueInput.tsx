import { Field, Input } from "@fluentui/react-components";
import type { InputProps } from "@fluentui/react-components";
import type { ReactElement } from "react";
import { limits } from "../../contract/primitives";
import type { Issue } from "../../domain/types";
import { sentenceLine } from "../../wording/sentence";
import { isUnfinished } from "./draft";

interface Props {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly value: string;
  /** What there is to say about this field. */
  readonly issues: readonly Issue[];
  /** The person has left the field once: what was perhaps unfinished is told as well. */
  readonly isVisited: boolean;
  readonly isDisabled: boolean;
  readonly inputMode?: InputProps["inputMode"];
  readonly onType: (text: string) => void;
  readonly onLeave: () => void;
}

/** One field for a new value, with the sentence of its worst problem. */
export function ValueInput({ label, hint, value, issues, isVisited, isDisabled, inputMode, onType, onLeave }: Props): ReactElement {
  const problem = toldIssues(issues, isVisited).find(({ severity }) => severity === "error" || severity === "repair");
  return (
    <Field
      label={label}
      {...(hint !== undefined && { hint })}
      {...(problem !== undefined && { validationState: problem.severity === "error" ? ("error" as const) : ("warning" as const), validationMessage: sentenceLine(problem) })}
    >
      <Input
        value={value}
        maxLength={limits.cellLength}
        disabled={isDisabled}
        autoComplete="off"
        {...(inputMode !== undefined && { inputMode })}
        onChange={(_, data) => onType(data.value)}
        onBlur={onLeave}
      />
    </Field>
  );
}

/** Without the errors of a text that is perhaps not typed to its end. */
export function toldIssues(issues: readonly Issue[], isVisited: boolean): readonly Issue[] {
  return isVisited ? issues : issues.filter((issue) => !isUnfinished(issue));
}
