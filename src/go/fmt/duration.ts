/** Go's `time.Duration.String`: `1h2m3.5s`, `1.5ms`, `0s`. */
export function durationString(nanoseconds: bigint): string {
  if (nanoseconds === 0n) return "0s";
  const sign = nanoseconds < 0n ? "-" : "";
  const total = nanoseconds < 0n ? -nanoseconds : nanoseconds;
  return sign + (total < SECOND ? belowSecond(total) : fromSeconds(total));
}

const MICROSECOND = 1_000n;
const MILLISECOND = 1_000_000n;
const SECOND = 1_000_000_000n;

function belowSecond(total: bigint): string {
  if (total < MICROSECOND) return `${total}ns`;
  if (total < MILLISECOND) return `${decimal(total, MICROSECOND)}µs`;
  return `${decimal(total, MILLISECOND)}ms`;
}

function fromSeconds(total: bigint): string {
  const minute = 60n * SECOND;
  const minutes = total / minute;
  const seconds = `${decimal(total % minute, SECOND)}s`;
  if (minutes === 0n) return seconds;
  const hours = minutes / 60n;
  return hours === 0n ? `${minutes}m${seconds}` : `${hours}h${minutes % 60n}m${seconds}`;
}

/** `total / unit` without trailing zeros. */
function decimal(total: bigint, unit: bigint): string {
  const fraction = (total % unit)
    .toString()
    .padStart(unit.toString().length - 1, "0")
    .replace(/0+$/, "");
  return fraction === "" ? `${total / unit}` : `${total / unit}.${fraction}`;
}
