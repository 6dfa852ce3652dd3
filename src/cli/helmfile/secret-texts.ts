/** What references stood for is not shown: neither in what is logged nor in errors, in which the words for Helm stand. */
import { isMap, type Value } from "../../go/index.ts";
import type { HelmfileLog } from "./log.ts";

/** Shorter ones would be found in other words, too. */
const LENGTH_MIN = 4;
const MASK = "***";

export class SecretTexts {
  readonly #texts = new Set<string>();

  /** Texts of a value that were not there before references in it were followed. */
  add(before: Value, after: Value): void {
    const known = new Set(textsIn(before));
    for (const text of textsIn(after)) if (text.length >= LENGTH_MIN && !known.has(text)) this.#texts.add(text);
  }

  mask(text: string): string {
    let masked = text;
    for (const secret of this.#texts) masked = masked.replaceAll(secret, MASK);
    return masked;
  }
}

function textsIn(value: Value): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return value !== undefined && isMap(value) ? [...value.values()].flatMap(textsIn) : [];
}

export function maskingLog(log: HelmfileLog, secrets: SecretTexts): HelmfileLog {
  const masked = (level: "debug" | "info" | "warn" | "error") => (message: string) => log[level](secrets.mask(message));
  return {
    ...{ debug: masked("debug"), info: masked("info"), warn: masked("warn"), error: masked("error") },
    debugging: log.debugging,
  };
}
