import type { Dialect, Environment } from "../context.ts";

/** Which Helm's rules lade's own commands go by: Helm 4's, or with `LADE_HELM=3` Helm 3's. */
export function dialectOf(env: Environment): Dialect {
  return env.get("LADE_HELM") === "3" ? "helm3" : "helm4";
}
