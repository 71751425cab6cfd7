const formats = new Map<string, Intl.DateTimeFormat>();

/** An instant as `YYYY-MM-DD HH:MM:SS` on the clocks of a time zone. */
export function siteMoment(instant: string, timeZone: string): string {
  const part = Object.fromEntries(formatOf(timeZone).formatToParts(new Date(instant)).map(({ type, value }) => [type, value]));
  return `${part["year"]}-${part["month"]}-${part["day"]} ${part["hour"]}:${part["minute"]}:${part["second"]}`;
}

// Making a format takes a hundred times longer than using it.
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  formats.set(timeZone, format);
  return format;
}
