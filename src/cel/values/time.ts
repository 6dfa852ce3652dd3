/** Instants and spans in nanoseconds (cel-go 0.26 common/types/timestamp.go, duration.go). */
import { fieldsOf, type GoTime, UTC } from "../../go/time/index.ts";
import { CelError } from "./value.ts";

export const SECOND = 1_000_000_000n;
const YEAR_1 = -62_135_596_800n * SECOND;
const YEAR_9999_END = 253_402_300_800n * SECOND - 1n;

export class Timestamp {
  constructor(
    readonly nanoseconds: bigint,
    /** Seconds east of UTC, where it was written. */
    readonly offset = 0,
  ) {}

  toString(): string {
    const time = new Timestamp(this.nanoseconds + BigInt(this.offset) * SECOND).inUtc();
    const { year, month, day, hour, minute, second } = fieldsOf(time);
    const two = (value: number): string => String(value).padStart(2, "0");
    const date = `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}`;
    return `${date}T${[hour, minute, second].map(two).join(":")}${fractionText(BigInt(time.nanoseconds))}${offsetText(this.offset)}`;
  }

  inUtc(): GoTime {
    const seconds = floorDiv(this.nanoseconds, SECOND);
    return { seconds: Number(seconds), nanoseconds: Number(this.nanoseconds - seconds * SECOND), location: UTC };
  }
}

function offsetText(seconds: number): string {
  if (seconds === 0) return "Z";
  const minutes = Math.abs(seconds) / 60;
  const two = (value: number): string => String(Math.floor(value)).padStart(2, "0");
  return `${seconds < 0 ? "-" : "+"}${two(minutes / 60)}:${two(minutes % 60)}`;
}

function fractionText(nanoseconds: bigint): string {
  const digits = nanoseconds.toString().padStart(9, "0").replace(/0+$/, "");
  return digits === "" ? "" : `.${digits}`;
}

export class Duration {
  constructor(readonly nanoseconds: bigint) {}

  /** In seconds, as `string()` gives it. */
  toString(): string {
    const isNegative = this.nanoseconds < 0n;
    const all = isNegative ? -this.nanoseconds : this.nanoseconds;
    return `${isNegative ? "-" : ""}${all / SECOND}${fractionText(all % SECOND)}s`;
  }
}

export function floorDiv(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b < 0n ? quotient - 1n : quotient;
}

/** Throws where it is before the year 1 or after the year 9999. */
export function timestampOf(nanoseconds: bigint, offset = 0): Timestamp {
  if (nanoseconds < YEAR_1 || nanoseconds > YEAR_9999_END) throw new CelError("timestamp overflow");
  return new Timestamp(nanoseconds, offset);
}
