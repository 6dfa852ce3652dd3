/** Go's fmt (Go 1.26) over the value model. */
export { durationString } from "./duration.ts";
export { bytesText } from "./printer.ts";
export { sprint, sprintf, sprintln } from "./sprint.ts";
