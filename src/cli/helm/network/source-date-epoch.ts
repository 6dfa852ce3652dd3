/** `SOURCE_DATE_EPOCH`, for reproducible archives (Helm 4.3.1 pkg/cmd/source_date_epoch.go; Helm 3 does not know it). */
import { parseInt } from "../../../go/strconv/index.ts";
import { GoError } from "../../../go/index.ts";
import type { CommandContext } from "../../context.ts";

/** Throws `GoError` for what is no time. */
export function sourceDateEpochMs({ dialect, env }: CommandContext): number | undefined {
  const text = env.get("SOURCE_DATE_EPOCH") ?? "";
  if (text === "" || dialect === "helm3") return undefined;
  const seconds = Number(parsed(text));
  if (seconds < 0) throw new GoError("invalid SOURCE_DATE_EPOCH: must not be negative");
  return seconds * 1000;
}

function parsed(text: string): bigint {
  try {
    return parseInt(text, 10, 64);
  } catch (error) {
    if (error instanceof GoError) throw new GoError(`invalid SOURCE_DATE_EPOCH: ${error.message}`);
    throw error;
  }
}
