import type { ReactElement } from "react";
import { can } from "../../domain/roles";
import type { Role } from "../../domain/types";
import type { PanePorts } from "../ports";
import { createReportsDesk } from "../reports/reportsDesk";
import type { PaneStores } from "../shell/paneStores";
import { keptDesk } from "./keptDesk";
import { WorklistsScreen } from "./WorklistsScreen";

interface Props {
  readonly ports: Pick<PanePorts, "workbook" | "server" | "ask" | "places" | "session" | "openAddress">;
  readonly stores: Pick<PaneStores, "desks" | "today" | "siteName" | "show" | "submit">;
  readonly role: Role;
}

export function WorklistsRoute({ ports, stores, role }: Props): ReactElement {
  const desk = keptDesk(ports, stores);
  return (
    <WorklistsScreen
      desk={desk}
      places={ports.places}
      today={stores.today}
      mayMake={can(role, "make-worklist")}
      onProgress={() => {
        // The report is asked for when its screen is opened; worklists that are still open belong to every period.
        const { report } = stores.desks.keep("reports", () => createReportsDesk(ports, stores));
        report.choose({ kind: "worklists", period: "last12Months" });
        stores.show("reports");
      }}
      onSubmit={() => stores.show("submit")}
      onCalls={() => stores.show("calls")}
    />
  );
}
