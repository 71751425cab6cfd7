import { readClinicNumbers } from "./clinicNumbers";
import type { DateOrder, StreetColumn } from "./types";

/** What administrators set for the site; null leaves a setting to the server's own configuration. */
export interface SiteSettings {
  /** The column of an address that holds the street. */
  readonly streetColumn: StreetColumn | null;
  /** How dates of which a list does not say it are read; null: the person is asked. */
  readonly dateOrder: DateOrder | null;
  /** Minutes without a request after which a person is signed out. */
  readonly idleMinutes: number | null;
  /** Hours after which a person must sign in again in any case. */
  readonly signedInHours: number | null;
  /** Hours within which the sender may take a submission back. */
  readonly undoHours: number | null;
  /** Seconds within which a file that was asked for can be opened. */
  readonly downloadSeconds: number | null;
  /** Minutes that one row takes by hand in NMRS, by which reports tell the time saved. */
  readonly minutesPerRow: number | null;
  /** The clinic's own telephone numbers, which are no patient's; several are parted by commas. */
  readonly clinicNumbers: string | null;
}

export const noSiteSettings: SiteSettings = {
  streetColumn: null,
  dateOrder: null,
  idleMinutes: null,
  signedInHours: null,
  undoHours: null,
  downloadSeconds: null,
  minutesPerRow: null,
  clinicNumbers: null,
};

export const settingNames = ["streetColumn", "dateOrder", "idleMinutes", "signedInHours", "undoHours", "downloadSeconds", "minutesPerRow", "clinicNumbers"] as const;
export type SettingName = (typeof settingNames)[number];
export const timeSettings = ["idleMinutes", "signedInHours", "undoHours", "downloadSeconds", "minutesPerRow"] as const;
export type TimeSetting = (typeof timeSettings)[number];

/** An unattended pane shows patients, so nobody may set that aside; below the least, nobody could work. */
export const settingBounds: Readonly<Record<TimeSetting, { readonly least: number; readonly most: number }>> = {
  idleMinutes: { least: 5, most: 240 },
  signedInHours: { least: 1, most: 24 },
  undoHours: { least: 0, most: 720 },
  downloadSeconds: { least: 15, most: 600 },
  minutesPerRow: { least: 1, most: 60 },
};

/** A clinic has some; a list of everybody's is none of the clinic's. */
export const mostClinicNumbers = 10;

export interface SettingFault {
  readonly setting: SettingName;
  readonly code: "not-whole" | "out-of-bounds" | "idle-too-long" | "no-number" | "too-many-numbers";
}

/** What is wrong with settings before they are put in force; `signedInHours` is what would be in force. */
export function checkSiteSettings(settings: SiteSettings, inForce: { readonly signedInHours: number }): readonly SettingFault[] {
  const faults: SettingFault[] = timeSettings.flatMap((setting): SettingFault[] => {
    const value = settings[setting];
    const { least, most } = settingBounds[setting];
    if (value === null) return [];
    if (!Number.isInteger(value)) return [{ setting, code: "not-whole" }];
    return value < least || value > most ? [{ setting, code: "out-of-bounds" }] : [];
  });
  const numbers = readClinicNumbers(settings.clinicNumbers);
  if (numbers.unread.length > 0) faults.push({ setting: "clinicNumbers", code: "no-number" });
  else if (numbers.phones.length > mostClinicNumbers) faults.push({ setting: "clinicNumbers", code: "too-many-numbers" });
  const hours = settings.signedInHours ?? inForce.signedInHours;
  // Whoever is signed out in any case before the time without work is over, would never see that time end.
  if (faults.length === 0 && settings.idleMinutes !== null && settings.idleMinutes > hours * 60) return [{ setting: "idleMinutes", code: "idle-too-long" }];
  return faults;
}
