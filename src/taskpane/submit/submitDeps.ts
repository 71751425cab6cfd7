import type { DateOrder } from "../../domain/types";
import type { Freshening } from "../common/freshCells";
import type { PanePorts } from "../ports";
import type { Store } from "../store";
import type { SubmitState, Validated } from "./submitState";

/** What the steps of the Submit screen work on: the state, the ports, and the one piece of work that may be running. */
export interface SubmitDeps {
  readonly store: Store<SubmitState>;
  readonly ports: Pick<PanePorts, "workbook" | "server" | "outbox" | "entry">;
  /** The site's day, `YYYY-MM-DD`. */
  readonly today: () => string;
  /** How the site reads dates of which a list does not show the order; null: the person is asked. */
  readonly siteOrder: () => DateOrder | null;
  /** Begins a piece of work that can be cancelled; an earlier one is cancelled. */
  readonly begin: () => AbortSignal;
  readonly cancel: () => void;
  /** Lists of submissions that are on their way, by uuid: where their results belong, also after the screen was left. */
  readonly underWay: Map<string, Validated>;
  /** Submissions that the person has left to themselves: their progress is not put in the way again. */
  readonly left: Set<string>;
  /** Submissions whose results are being written now. */
  readonly arriving: Set<string>;
  /** Cells with our functions show what submissions changed. */
  readonly fresh: Freshening;
  /** Milliseconds, for measuring only. */
  readonly now: () => number;
}
