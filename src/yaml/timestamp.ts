const PARTS = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt ](\d{1,2}):(\d{1,2}):(\d{1,2})(?:[.,](\d+))?(Z|[-+]\d\d:\d\d)?)?$/;

/** A timestamp as Go writes its time.Time in JSON (RFC 3339, nanoseconds at most). */
export function normalizeTimestamp(text: string): string {
  const match = PARTS.exec(text);
  if (match === null) return text;
  const [, year = "", month = "", day = "", hour = "0", minute = "0", second = "0", fraction = "", zone = "Z"] = match;
  const two = (part: string): string => part.padStart(2, "0");
  const nanoseconds = fraction.slice(0, 9).replace(/0+$/, "");
  const offset = /^[-+]00:00$/.test(zone) ? "Z" : zone;
  const date = `${year}-${two(month)}-${two(day)}`;
  return `${date}T${two(hour)}:${two(minute)}:${two(second)}${nanoseconds === "" ? "" : `.${nanoseconds}`}${offset}`;
}
