import type { Health, SystemInfo } from "../../src/contract/system";
import { version } from "../../package.json";
import { toSiteDay } from "../database/time";
import type { Deps } from "../deps";
import { openEndpoint } from "../http/endpoint";
import type { Route } from "../http/route";

export function systemRoutes(deps: Deps): readonly Route[] {
  return [
    { method: "get", path: "/system", handler: openEndpoint(deps, { run: () => Promise.resolve(describeSystem(deps)) }) },
    {
      method: "get",
      path: "/system/health",
      handler: openEndpoint(deps, {
        run: async (): Promise<Health> => {
          await deps.pool.query("SELECT 1 FROM staff LIMIT 1");
          return { ok: true };
        },
      }),
    },
  ];
}

function describeSystem({ config, clock }: Deps): SystemInfo {
  const now = clock.now();
  return {
    environment: config.ENVIRONMENT,
    siteName: config.SITE_NAME,
    version,
    serverTime: now.toISOString(),
    today: toSiteDay(now, config.SITE_TIME_ZONE),
  };
}
