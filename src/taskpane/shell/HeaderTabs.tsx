import { Tab, TabList } from "@fluentui/react-components";
import type { ReactElement } from "react";
import { paneWords } from "../../wording/pane.en";
import { routes } from "./routes";
import type { Route } from "./routes";

interface Props {
  readonly route: Route;
  readonly onRoute: (route: Route) => void;
}

/** The ways to the screens. */
export function HeaderTabs({ route, onRoute }: Props): ReactElement {
  return (
    <TabList size="small" selectedValue={route} onTabSelect={(_, data) => onRoute(routes.find((known) => known === data.value) ?? "submit")}>
      {routes.map((known) => (
        <Tab key={known} value={known}>
          {paneWords.shell.routes[known]}
        </Tab>
      ))}
    </TabList>
  );
}
