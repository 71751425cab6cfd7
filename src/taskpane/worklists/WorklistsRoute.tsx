import type { ReactElement } from "react";
import { can } from "../../domain/roles";
import type { Role } from "../../domain/types";
import type { PanePorts } from "../ports";
import type { PaneStores } from "../shell/paneStores";
import { WorklistsScreen } from "./WorklistsScreen";
import { createWorklistsDesk } from "./worklistsDesk";

interface Props {
  readonly ports: Pick<PanePorts, "workbook" | "server" | "ask" | "places">;
  readonly stores: Pick<PaneStores, "desks" | "today" | "show" | "submit">;
  readonly role: Role;
}

export function WorklistsRoute({ ports, stores, role }: Props): ReactElement {
  const desk = stores.desks.keep("worklists", () => createWorklistsDesk(ports, { today: stores.today, onMade: () => void stores.submit.startAgain() }));
  return (
    <WorklistsScreen
      desk={desk}
      places={ports.places}
      today={stores.today}
      mayMake={can(role, "make-worklist")}
      onProgress={() => stores.show("reports")}
      onSubmit={() => stores.show("submit")}
      onCalls={() => stores.show("calls")}
    />
  );
}
