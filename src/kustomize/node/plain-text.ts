/** Whether YAML 1.1 would read a text as something other than a string (kyaml yaml/compatibility.go, IsValueNonString). */
import { unmarshal } from "../../yaml/index.ts";

/** Text that is surely a string: a word that starts with a letter and is none of YAML's names. */
const WORD = /^[A-Za-z][A-Za-z0-9_./-]*$/;
const NAMES = /^(?:y|Y|yes|Yes|YES|n|N|no|No|NO|on|On|ON|off|Off|OFF|true|True|TRUE|false|False|FALSE|null|Null|NULL)$/;

export function looksLikeOtherThanText(value: string): boolean {
  if (value === "" || value.includes("\n")) return false;
  if (WORD.test(value)) return NAMES.test(value);
  try {
    return typeof unmarshal(value) !== "string";
  } catch {
    return false;
  }
}
