const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** An RFC 3339 time in its own zone, as C's asctime writes it: `Mon Jan  2 15:04:05 2006`; Go's zero time for an empty text. */
export function ansiC(time: string): string {
  if (time === "") return "Mon Jan  1 00:00:00 0001";
  const [, year = "", month = "", day = "", clock = ""] = /^(\d+)-(\d+)-(\d+)T(\d+:\d+:\d+)/.exec(time) ?? [];
  // Not `Date.UTC`, for which years below 100 are in the last century.
  const weekday = new Date(`${year}-${month}-${day}T00:00:00Z`).getUTCDay();
  return `${DAYS[weekday]} ${MONTHS[Number(month) - 1]} ${String(Number(day)).padStart(2)} ${clock} ${year}`;
}
