/** `helm list` (helm pkg/cmd/list.go). */
import type { Value } from "../../go/index.ts";
import { listReleases } from "../../helm/action/index.ts";
import type { Release, ReleaseStatus } from "../../helm/storage/index.ts";
import type { CommandContext } from "../context.ts";
import { writeStructured } from "../output/structured.ts";
import { formatTable } from "../output/table.ts";
import { paintHeader, paintNamespace, paintStatus } from "./release/colors.ts";
import { reading, type OpenStorage } from "./release/open-storage.ts";
import { appVersion, chartName } from "./release/release-rows.ts";
import { timePrinter } from "./release/time-text.ts";

export async function run(context: CommandContext): Promise<void> {
  const { flags, out } = context;
  const everywhere = flags.bool("all-namespaces");
  const list = ({ storage }: OpenStorage) =>
    listReleases(storage, {
      states: statesOf(context),
      filter: flags.string("filter"),
      selector: flags.string("selector"),
      byDate: flags.bool("date"),
      reverse: flags.bool("reverse"),
      limit: flags.int("max"),
      offset: flags.int("offset"),
    });
  const releases = await reading(context, list, { everywhere });
  const format = flags.string("output");
  if (!flags.bool("short")) writeList(context, releases);
  else if (format === "table") for (const { name } of releases) out.write(`${name}\n`);
  else writeStructured(out, format, { table: () => "", value: () => releases.map(({ name }) => name) });
}

const PENDING: readonly ReleaseStatus[] = ["pending-install", "pending-upgrade", "pending-rollback"];
const FLAG_STATES: Readonly<Record<string, readonly ReleaseStatus[]>> = {
  deployed: ["deployed"],
  uninstalled: ["uninstalled"],
  uninstalling: ["uninstalling"],
  pending: PENDING,
  failed: ["failed"],
  superseded: ["superseded"],
};

/** Helm 3 shows what is deployed or failed unless told otherwise, Helm 4 every known state. */
function statesOf({ dialect, flags }: CommandContext): ReadonlySet<ReleaseStatus> {
  const all = Object.values(FLAG_STATES).flat();
  if (dialect === "helm3" && flags.bool("all")) return new Set(all);
  const chosen = Object.entries(FLAG_STATES).flatMap(([flag, states]) => (flags.bool(flag) ? states : []));
  if (chosen.length > 0) return new Set(chosen);
  return new Set(dialect === "helm3" ? ["deployed", "failed"] : all);
}

const COLUMNS = ["NAME", "NAMESPACE", "REVISION", "UPDATED", "STATUS", "CHART", "APP VERSION"];

function writeList({ env, flags, out, terminal }: CommandContext, releases: readonly Release[]): void {
  const updated = timePrinter(env, flags.string("time-format"));
  const row = (release: Release): string[] => [
    release.name,
    paintNamespace(terminal, release.namespace),
    String(release.version),
    updated(release.info.lastDeployed),
    paintStatus(terminal, release.info.status),
    chartName(release),
    appVersion(release),
  ];
  const value = (release: Release): Value =>
    new Map([
      ["name", release.name],
      ["namespace", release.namespace],
      ["revision", String(release.version)],
      ["updated", updated(release.info.lastDeployed)],
      ["status", release.info.status],
      ["chart", chartName(release)],
      ["app_version", appVersion(release)],
    ]);
  const headers = flags.bool("no-headers") ? [] : [COLUMNS.map((name) => paintHeader(terminal, name))];
  writeStructured(out, flags.string("output"), {
    table: () => formatTable([...headers, ...releases.map(row)]),
    value: () => releases.map(value),
  });
}
