import type { Pool, PoolConnection, RowDataPacket } from "mysql2/promise";
import { SiteSettings } from "../../src/contract/settings";
import type { SettingsInForce } from "../../src/contract/settings";
import { noSiteSettings } from "../../src/domain/siteSettings";
import type { Config } from "../config";
import { textOf } from "../database/bytes";

export interface StoredSettings {
  readonly version: number;
  readonly settings: SiteSettings;
  readonly changedBy: number | null;
  /** UTC text as in the column. */
  readonly changedAt: string | null;
}

interface SettingsRecord extends RowDataPacket {
  version: number;
  content: Buffer;
  changedBy: number | null;
  changedAt: string | null;
}

/** What administrators have set; locked until the transaction ends where `lock` is said. */
export async function readSiteSettings(connection: Pool | PoolConnection, lock = false): Promise<StoredSettings> {
  const [rows] = await connection.query<SettingsRecord[]>(
    `SELECT version, content, changed_by AS changedBy, changed_at AS changedAt FROM site_settings WHERE id = 1${lock ? " FOR UPDATE" : ""}`,
  );
  const [row] = rows;
  if (row === undefined) throw new Error("The row of the site's settings is gone.");
  const { version, content, changedBy, changedAt } = row;
  return { version, settings: settingsOf(JSON.parse(textOf(content))), changedBy, changedAt };
}

/** Settings that a newer server has added are not ours to know; those that an older one did not know are not set. */
function settingsOf(content: unknown): SiteSettings {
  const given = typeof content === "object" && content !== null ? content : {};
  const known = Object.keys(noSiteSettings).flatMap((name) => (name in given ? [[name, Reflect.get(given, name)]] : []));
  return SiteSettings.parse({ ...noSiteSettings, ...Object.fromEntries(known) });
}

/** The server's own configuration, which counts where nothing is set. */
export function configuredSettings(config: Config): SettingsInForce {
  return {
    streetColumn: config.STREET_COLUMN,
    dateOrder: null,
    idleMinutes: config.SESSION_IDLE_MINUTES,
    signedInHours: config.SESSION_ABSOLUTE_HOURS,
    undoHours: config.UNDO_HOURS,
    downloadSeconds: config.DOWNLOAD_SECONDS,
    minutesPerRow: config.MINUTES_PER_ROW,
    clinicNumbers: "",
  };
}

export function settingsInForce(settings: SiteSettings, configured: SettingsInForce): SettingsInForce {
  return {
    streetColumn: settings.streetColumn ?? configured.streetColumn,
    dateOrder: settings.dateOrder ?? configured.dateOrder,
    idleMinutes: settings.idleMinutes ?? configured.idleMinutes,
    signedInHours: settings.signedInHours ?? configured.signedInHours,
    undoHours: settings.undoHours ?? configured.undoHours,
    downloadSeconds: settings.downloadSeconds ?? configured.downloadSeconds,
    minutesPerRow: settings.minutesPerRow ?? configured.minutesPerRow,
    clinicNumbers: settings.clinicNumbers ?? configured.clinicNumbers,
  };
}

/** How long a server goes by what it has read: a change is in force everywhere within so long. */
const freshMilliseconds = 2_000;

export interface SettingsHolder {
  /** What counts, read again where what was read is older than two seconds; every request and every chunk of work asks once. */
  fresh(): Promise<SettingsInForce>;
  /** What was read last. */
  latest(): SettingsInForce;
  /** They were changed here: the next to ask reads them again. */
  forget(): void;
}

/** Reads the settings once and keeps them; without a timer, so an idle server asks nothing. */
export async function holdSettings(pool: Pool, config: Config): Promise<SettingsHolder> {
  const configured = configuredSettings(config);
  const read = async (): Promise<SettingsInForce> => settingsInForce((await readSiteSettings(pool)).settings, configured);
  let latest = await read();
  let readAt = performance.now();
  let reading: Promise<SettingsInForce> | null = null;
  let turn = 0;

  async function readAgain(): Promise<SettingsInForce> {
    const own = ++turn;
    try {
      const now = await read();
      if (own === turn) {
        latest = now;
        readAt = performance.now();
      }
      return now;
    } finally {
      if (own === turn) reading = null;
    }
  }

  return {
    fresh: () => {
      if (performance.now() - readAt < freshMilliseconds) return Promise.resolve(latest);
      reading ??= readAgain();
      return reading;
    },
    latest: () => latest,
    forget: () => {
      readAt = -Infinity;
      reading = null;
    },
  };
}
