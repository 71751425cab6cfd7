import type { ComponentProps, ReactElement } from "react";
import type { Role } from "../../domain/types";
import type { PanePorts } from "../ports";
import type { PaneStores } from "../shell/paneStores";
import { createReportsDesk } from "./reportsDesk";
import { ReportsScreen } from "./ReportsScreen";

interface Props {
  readonly ports: Pick<PanePorts, "server" | "session" | "workbook" | "openAddress">;
  readonly stores: Pick<PaneStores, "desks" | "today" | "siteName" | "showPatient" | "showSubmission">;
  readonly role: Role;
  readonly onGather: ComponentProps<typeof ReportsScreen>["onGather"];
  readonly onWorklist: (uuid: string) => void;
}

/** The screen over its desk, which outlives it. */
export function ReportsRoute({ ports, stores, role, onGather, onWorklist }: Props): ReactElement {
  const desk = stores.desks.keep("reports", () => createReportsDesk(ports, stores));
  return <ReportsScreen desk={desk} role={role} onPatient={stores.showPatient} onSubmission={stores.showSubmission} onGather={onGather} onWorklist={onWorklist} />;
}
