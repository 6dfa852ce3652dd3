import type { FlagDefinition } from "../../cobra/flag.ts";

/** The flags that are there: `present(helm4 && flag)` leaves `flag` out of Helm 3. */
export function present(...flags: readonly (FlagDefinition | false)[]): FlagDefinition[] {
  return flags.filter((flag) => flag !== false);
}
