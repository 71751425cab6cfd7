/** `YYYY-MM-DD` of an instant on this computer's clock, a day as it stands; empty where there is none. */
export function dayOf(moment: string | null): string {
  if (moment === null || /^\d{4}-\d{2}-\d{2}$/.test(moment)) return moment ?? "";
  const at = new Date(moment);
  const two = (part: number): string => String(part).padStart(2, "0");
  return Number.isNaN(at.getTime()) ? "" : `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}
