import type { ReactElement } from "react";
import type { PanePorts } from "../ports";
import type { PaneStores } from "../shell/paneStores";
import { createCallsStore } from "./callsStore";
import { CallsScreen } from "./CallsScreen";

interface Props {
  readonly ports: Pick<PanePorts, "workbook" | "server" | "entry">;
  readonly stores: Pick<PaneStores, "desks" | "notes" | "settings" | "today" | "show">;
}

/** The screen over its store, which outlives it. */
export function CallsRoute({ ports, stores }: Props): ReactElement {
  const dateOrder = () => stores.settings.get().site?.inForce.dateOrder ?? "dmy";
  const store = stores.desks.keep("calls", () => createCallsStore(ports, { today: stores.today, dateOrder }));
  return <CallsScreen store={store} today={stores.notes.today()} onBack={() => stores.show("patients")} />;
}
