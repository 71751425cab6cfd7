import { Button, MessageBar, MessageBarActions, MessageBarBody } from "@fluentui/react-components";
import type { ReactElement } from "react";
import { can } from "../../domain/roles";
import type { Role } from "../../domain/types";
import { submissionWords } from "../../wording/paneSubmissions";
import type { HistoryStore } from "../history/historyStore";
import { numbersOf } from "../history/needs";
import { formats } from "../../wording/formats";
import { useStore } from "../store";

const words = submissionWords.banner;

interface Props {
  readonly history: HistoryStore;
  readonly role: Role;
  readonly onLook: () => void;
}

/** Says on every screen that submissions need somebody: a clerk's own, for supervisors everyone's. */
export function NeedsBanner({ history, role, onLook }: Props): ReactElement | null {
  const numbers = numbersOf(useStore(history));
  if (numbers === null) return null;
  const { leftOver, approvals, mayApprove, reverted, stopped, asOf } = numbers;
  const isMine = !can(role, "read-all-submissions");
  const sentences = [
    stopped > 0 ? words.stopped(stopped) : "",
    reverted > 0 ? words.reverted(reverted, isMine) : "",
    // Who cannot approve can do nothing about it: that is told at home.
    approvals > 0 && mayApprove ? words.approvals(approvals) : "",
    leftOver > 0 ? words.leftOver(leftOver, isMine) : "",
  ].filter((sentence) => sentence !== "");
  if (sentences.length === 0) return null;
  return (
    <MessageBar intent={stopped > 0 || reverted > 0 ? "warning" : "info"} layout="multiline" shape="square" politeness="polite">
      <MessageBarBody>{[...sentences, ...(asOf === null ? [] : [words.asOf(formats.moment(asOf))])].join(" ")}</MessageBarBody>
      <MessageBarActions>
        <Button size="small" onClick={onLook}>
          {words.look}
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}
