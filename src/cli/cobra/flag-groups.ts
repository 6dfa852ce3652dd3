/** Flags that must or must not be given together, and required ones. */
import { compareStrings } from "../../go/index.ts";
import type { Command } from "./command.ts";

export function checkRequiredFlags(command: Command): void {
  const missing = command.flags.flags.filter((flag) => flag.required && !flag.changed);
  if (missing.length === 0) return;
  const names = missing.map(({ name }) => name).sort(compareStrings);
  throw new Error(`required flag(s) "${names.join('", "')}" not set`);
}

export function checkExclusiveFlags(command: Command): void {
  for (const group of groupsOf(command)) {
    const given = group.filter((name) => command.flags.get(name)?.changed === true).toSorted(compareStrings);
    if (given.length < 2) continue;
    const all = group.join(" ");
    throw new Error(
      `if any flags in the group [${all}] are set none of the others can be; [${given.join(" ")}] were all set`,
    );
  }
}

/** While completing, flags excluded by those already given are not proposed. */
export function hideExcludedFlags(command: Command): void {
  for (const group of groupsOf(command)) {
    for (const given of group.filter((name) => command.flags.get(name)?.changed === true)) {
      for (const name of group) {
        const flag = command.flags.get(name);
        if (flag !== undefined && name !== given) flag.hidden = true;
      }
    }
  }
}

/** In the order in which violations are reported. */
function groupsOf({ body: { exclusive = [] } }: Command): readonly (readonly string[])[] {
  return exclusive.length < 2 ? exclusive : exclusive.toSorted((a, b) => compareStrings(a.join(" "), b.join(" ")));
}
