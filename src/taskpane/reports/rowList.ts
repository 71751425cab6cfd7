import type { AuditRow, RowsAnswer, UpdateRow } from "../../contract/reports";
import type { PanePorts } from "../ports";
import { isCancelled, toProblem } from "../problem";
import type { PaneProblem } from "../problem";
import type { ReportAsked } from "./sheetPort";

/** A list as far as it was read. */
export interface RowList {
  readonly asked: ReportAsked;
  /** What the rows are of, as it stands on what was pressed; empty for the list of a report. */
  readonly title: string;
  readonly updates: readonly UpdateRow[];
  readonly events: readonly AuditRow[];
  readonly total: number | null;
  readonly next: string | null;
  readonly madeAt: string | null;
  readonly isReading: boolean;
  readonly problem: PaneProblem | null;
}

const perPage = 50;

interface Holder {
  readonly get: () => RowList | null;
  readonly set: (list: RowList | null) => void;
}

/** One list of rows, page by page. Of several questions only the last one's answer counts. */
export function createRowReader(server: Pick<PanePorts["server"], "reportRows">, holder: Holder) {
  let stop = new AbortController();

  async function read(): Promise<void> {
    const before = holder.get();
    if (before === null) return;
    stop.abort();
    stop = new AbortController();
    const { signal } = stop;
    holder.set({ ...before, isReading: true, problem: null });
    try {
      const answer = await server.reportRows(requestOf(before.asked, before.next, perPage), signal);
      const now = holder.get();
      if (signal.aborted || now === null) return;
      holder.set({ ...appended(now, answer), isReading: false });
    } catch (error) {
      const now = holder.get();
      if (signal.aborted || now === null) return;
      holder.set({ ...now, isReading: false, problem: isCancelled(error) ? null : toProblem(error) });
    }
  }

  return {
    open: (asked: ReportAsked, title: string): Promise<void> => {
      holder.set({ asked, title, updates: [], events: [], total: null, next: null, madeAt: null, isReading: true, problem: null });
      return read();
    },
    /** The next page, or the same one again where it could not be read. */
    more: read,
    close: (): void => {
      stop.abort();
      holder.set(null);
    },
  };
}

export function requestOf(asked: ReportAsked, after: string | null, limit: number): Parameters<PanePorts["server"]["reportRows"]>[0] {
  const { filters, status, cause } = asked;
  return { kind: asked.kind === "audit" ? "audit" : "updates", filters, status, cause, after, limit };
}

function appended(list: RowList, answer: RowsAnswer): RowList {
  const { next, total, madeAt } = answer;
  const rest = { next, total, madeAt: list.madeAt ?? madeAt };
  if (answer.kind === "audit") return { ...list, ...rest, events: [...list.events, ...answer.rows] };
  return { ...list, ...rest, updates: [...list.updates, ...answer.rows] };
}
