import { Tab, TabList } from "@fluentui/react-components";
import type { ReactElement } from "react";
import { can } from "../../domain/roles";
import type { Role } from "../../domain/types";
import { paneWords } from "../../wording/pane";
import { routes } from "./routes";
import type { Route } from "./routes";

interface Props {
  readonly route: Route;
  readonly role: Role;
  readonly onRoute: (route: Route) => void;
}

/** The ways to the screens. */
export function HeaderTabs({ route, role, onRoute }: Props): ReactElement {
  return (
    <TabList size="small" style={{ flexWrap: "wrap" }} selectedValue={route} onTabSelect={(_, data) => onRoute(routes.find((known) => known === data.value) ?? "home")}>
      {routes.map((known) => (
        <Tab key={known} value={known}>
          {known === "submissions" && can(role, "read-all-submissions") ? paneWords.shell.everyones : paneWords.shell.routes[known]}
        </Tab>
      ))}
    </TabList>
  );
}
