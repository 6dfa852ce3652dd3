/** How long ago, as kubectl shows it (apimachinery util/duration.HumanDuration 0.36). */
const [SECOND, MINUTE, HOUR, DAY, YEAR] = [1000, 60_000, 3_600_000, 86_400_000, 31_536_000_000];

export function humanDuration(ms: number): string {
  const seconds = Math.floor(ms / SECOND);
  if (seconds < -1) return "<invalid>";
  if (seconds < 0) return "0s";
  if (seconds < 120) return `${seconds}s`;
  const minutes = Math.floor(ms / MINUTE);
  if (minutes < 10) return both(minutes, "m", { rest: seconds % 60, unit: "s" });
  if (minutes < 180) return `${minutes}m`;
  const hours = Math.floor(ms / HOUR);
  if (hours < 8) return both(hours, "h", { rest: minutes % 60, unit: "m" });
  if (hours < 48) return `${hours}h`;
  const days = Math.floor(ms / DAY);
  if (hours < 192) return both(days, "d", { rest: hours % 24, unit: "h" });
  if (hours < 24 * 365 * 2) return `${days}d`;
  const years = Math.floor(ms / YEAR);
  return hours < 24 * 365 * 8 ? both(years, "y", { rest: days % 365, unit: "d" }) : `${years}y`;
}

function both(value: number, unit: string, below: { readonly rest: number; readonly unit: string }): string {
  return below.rest === 0 ? `${value}${unit}` : `${value}${unit}${below.rest}${below.unit}`;
}
