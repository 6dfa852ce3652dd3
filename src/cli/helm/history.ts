/** `helm history` (helm pkg/cmd/history.go). */
import { int, type Value } from "../../go/index.ts";
import { releaseHistory } from "../../helm/action/index.ts";
import type { Release } from "../../helm/storage/index.ts";
import type { CommandContext } from "../context.ts";
import { writeStructured } from "../output/structured.ts";
import { formatTable } from "../output/table.ts";
import { ansiC } from "./release/ansi-c-time.ts";
import { reading } from "./release/open-storage.ts";
import { appVersion, chartName } from "./release/release-rows.ts";

export async function run(context: CommandContext): Promise<void> {
  const { args, dialect, flags, log, out } = context;
  const [name = ""] = args;
  const revisions = await reading(context, ({ storage }) => {
    log.debug("getting history for release", { release: name });
    return releaseHistory(storage, { name, max: flags.int("max") });
  });
  const withRollback = flags.has("show-rollback-revision") && flags.bool("show-rollback-revision");
  writeStructured(out, flags.string("output"), {
    table: () => formatTable(rows(revisions, { withRollback })),
    value: () => revisions.map((release) => valueOf(release, dialect)),
  });
}

function rows(revisions: readonly Release[], { withRollback }: { readonly withRollback: boolean }): string[][] {
  const rollback = (text: string) => (withRollback ? [text] : []);
  const header = ["REVISION", "UPDATED", "STATUS", "CHART", "APP VERSION", ...rollback("ROLLBACK"), "DESCRIPTION"];
  return [
    header,
    ...revisions.map((release) => [
      String(release.version),
      ansiC(release.info.lastDeployed),
      release.info.status,
      chartName(release),
      appVersion(release),
      ...rollback(release.info.rollbackRevision > 0 ? String(release.info.rollbackRevision) : ""),
      release.info.description,
    ]),
  ];
}

function valueOf(release: Release, dialect: CommandContext["dialect"]): Value {
  const { info, version } = release;
  const fields: [string, Value][] = [["revision", int(version)]];
  if (dialect === "helm3" || info.lastDeployed !== "") fields.push(["updated", info.lastDeployed]);
  fields.push(["status", info.status], ["chart", chartName(release)], ["app_version", appVersion(release)]);
  if (dialect === "helm4" && info.rollbackRevision !== 0)
    fields.push(["rollback_revision", int(info.rollbackRevision)]);
  fields.push(["description", info.description]);
  return new Map(fields);
}
