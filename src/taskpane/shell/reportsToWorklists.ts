import type { OpenGathering } from "../../reports/document";
import type { PanePorts } from "../ports";
import { keptDesk } from "../worklists/keptDesk";
import type { PaneStores } from "./paneStores";

type Ports = Pick<PanePorts, "workbook" | "server" | "ask" | "places">;
type Stores = Pick<PaneStores, "desks" | "today" | "show" | "submit">;

/** From a share to a new worklist of those whom it leaves out: chosen, not yet made. */
export function gather(ports: Ports, stores: Stores, { reasons, facility }: OpenGathering): void {
  keptDesk(ports, stores).openWith({ reasons, facility });
  stores.show("worklists");
}

/** From the progress of a worklist to its place among the worklists. */
export function goToWorklist(ports: Ports, stores: Stores, uuid: string): void {
  keptDesk(ports, stores).pointAt(uuid);
  stores.show("worklists");
}
