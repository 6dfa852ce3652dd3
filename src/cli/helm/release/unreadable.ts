/** What `--debug` says of records that cannot be read (helm pkg/storage/driver: secrets.go, cfgmaps.go, 4.3.1 and 3.22.0). */
import type { Unreadable } from "../../../helm/storage/index.ts";
import type { CommandContext } from "../../context.ts";

type Kind = "Secret" | "ConfigMap";

/** Where Helm 3 says it. */
const SOURCES = {
  Secret: { list: "secrets.go:99", query: "secrets.go:138" },
  ConfigMap: { get: "cfgmaps.go:79", list: "cfgmaps.go:107", query: "cfgmaps.go:147" },
} as const;

/** Of a whole object, which Helm prints where it lists, the key is said. */
export function unreadableLog({ log }: Pick<CommandContext, "log">, kind: Kind): (unreadable: Unreadable) => void {
  return ({ key, asked, error }) => {
    const reason = error instanceof Error ? error.message : String(error);
    if (asked === "get") {
      if (kind === "Secret") return;
      const line = `${SOURCES.ConfigMap.get} get: failed to decode data ${JSON.stringify(key)}: ${reason}`;
      return log.debug("failed to decode data", { key, error: reason }, line);
    }
    const what = `${asked === "list" && kind === "Secret" ? "list " : ""}failed to decode release`;
    const attributes = asked === "query" && kind === "ConfigMap" ? { error: reason } : { key, error: reason };
    const which = asked === "list" ? `${key}: ` : "";
    log.debug(what, attributes, `${SOURCES[kind][asked]} ${asked}: failed to decode release: ${which}${reason}`);
  };
}
