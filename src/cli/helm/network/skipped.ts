/** Says which entries of an index were left out. */
import { quote } from "../../../go/strconv/index.ts";
import type { SkippedEntry } from "../../../helm/repo/index.ts";
import type { CommandContext } from "../../context.ts";

/** The lines of Helm 3's source that print them, which its log shows. */
const EMPTY_SOURCE = "index.go:359";
const INVALID_SOURCE = "index.go:371";

export function reportSkipped({
  dialect,
  log,
}: Pick<CommandContext, "dialect" | "log">): (entry: SkippedEntry) => void {
  return ({ name, source, version, reason }) => {
    if (dialect === "helm3") {
      const what = [name, version]
        .filter((part) => part !== undefined)
        .map(quote)
        .join(" ");
      const line = version === undefined ? EMPTY_SOURCE : INVALID_SOURCE;
      log.info(`skipping loading invalid entry for chart ${what} from ${source}: ${reason ?? "empty entry"}`, {
        source: line,
      });
    } else if (version === undefined) {
      log.warn("skipping loading invalid entry for chart: empty entry", { name, source });
    } else log.warn("skipping loading invalid entry for chart", { name, version, source, error: reason });
  };
}
