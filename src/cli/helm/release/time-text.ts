/** Times of records as `helm list` prints them: by Go's `time.String`, or a layout of the user's. */
import { formatTime, parseTime, RFC3339_NANO, timeString, UTC } from "../../../go/time/index.ts";
import type { CommandContext } from "../../context.ts";
import { machineZones } from "../../../sys/index.ts";

/** `-` for a time that has not come. */
export function timePrinter(env: CommandContext["env"], layout: string): (time: string) => string {
  const local = machineZones(env).local;
  return (text) => {
    if (text === "") return "-";
    const time = parseTime(RFC3339_NANO, text, { fallback: UTC, local });
    return layout === "" ? timeString(time) : formatTime(time, layout);
  };
}
