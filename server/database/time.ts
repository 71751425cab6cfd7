/** `YYYY-MM-DD HH:MM:SS.mmm` in UTC, for the DATETIME(3) columns of our own tables. */
export function toUtcText(at: Date): string {
  return at.toISOString().replace("T", " ").slice(0, 23);
}

/** The instant of a DATETIME column of ours. */
export function fromUtcText(text: string): Date {
  return new Date(`${text.replace(" ", "T")}Z`);
}

/** ISO 8601 in UTC of a DATETIME column of ours, as the API gives it. */
export function toInstant(text: string): string {
  return fromUtcText(text).toISOString();
}

/** `YYYY-MM-DD HH:MM:SS` on the clocks of the site, as OpenMRS writes its dates. */
export function toSiteText(at: Date, timeZone: string): string {
  const part = Object.fromEntries(siteFormat(timeZone).formatToParts(at).map(({ type, value }) => [type, value]));
  return `${part.year}-${part.month}-${part.day} ${part.hour}:${part.minute}:${part.second}`;
}

/**
 * The instant of a DATETIME column of OpenMRS, which holds the time on the clocks of the site; null where it holds none (`0000-00-00` of servers
 * without strict modes). Of an hour that the clocks showed twice it is the later one.
 */
export function fromSiteText(text: string, timeZone: string): Date | null {
  const asUtc = Date.parse(`${text.slice(0, 19).replace(" ", "T")}Z`);
  if (Number.isNaN(asUtc)) return null;
  let at = asUtc;
  // The second time with the offset of the instant that was found: it differs beside a change of the clocks.
  for (let turn = 0; turn < 2; turn += 1) at = asUtc - (Date.parse(`${toSiteText(new Date(at), timeZone).replace(" ", "T")}Z`) - at);
  return new Date(at);
}

/** The site's day, `YYYY-MM-DD`. */
export function toSiteDay(at: Date, timeZone: string): string {
  return toSiteText(at, timeZone).slice(0, 10);
}

const formats = new Map<string, Intl.DateTimeFormat>();

function siteFormat(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  });
  formats.set(timeZone, format);
  return format;
}
