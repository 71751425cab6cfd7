import type { PanePorts } from "../ports";
import type { PaneStores } from "../shell/paneStores";
import { createWorklistsDesk } from "./worklistsDesk";
import type { WorklistsDesk } from "./worklistsDesk";

/** The desk of worklists of who is signed in, made where there is none yet. */
export function keptDesk(ports: Pick<PanePorts, "workbook" | "server" | "ask" | "places">, { desks, today, submit }: Pick<PaneStores, "desks" | "today" | "submit">): WorklistsDesk {
  return desks.keep("worklists", () => createWorklistsDesk(ports, { today, onMade: () => void submit.startAgain() }));
}
