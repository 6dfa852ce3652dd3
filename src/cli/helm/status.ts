/** `helm status` (helm pkg/cmd/status.go). */
import type { Value } from "../../go/index.ts";
import { sortedDeep } from "../../helm/chart/index.ts";
import { getRelease, releaseResources, type ReleaseResources } from "../../helm/action/index.ts";
import { releaseToJson, type Release } from "../../helm/storage/index.ts";
import { textAt, toValue, type JsonValue } from "../../kube/index.ts";
import type { CommandContext } from "../context.ts";
import { KubeTablePrinter } from "../output/kube-table.ts";
import { writeStructured } from "../output/structured.ts";
import { reading, type OpenStorage } from "./release/open-storage.ts";
import { releaseText } from "./release/release-text.ts";

export async function run(context: CommandContext): Promise<void> {
  const { args, dialect, flags, out } = context;
  const [name = ""] = args;
  const [release, resources] = await reading(context, async (opened) => {
    const found = await getRelease(opened.storage, { name, revision: flags.int("revision") });
    return [found, await resourcesOf(context, { release: found, opened })] as const;
  });
  const format = flags.string("output");
  if (format !== "table") {
    writeStructured(out, format, { table: () => "", value: () => statusValue(context, { release, resources }) });
    return;
  }
  const description = dialect === "helm4" || flags.bool("show-desc");
  out.write(releaseText(context, { release, description, resources: tables(resources) }));
}

interface Source {
  readonly release: Release;
  readonly opened: OpenStorage;
}

/** Helm 3 looks at them only when told to. */
async function resourcesOf(context: CommandContext, { release, opened }: Source): Promise<ReleaseResources> {
  const { dialect, flags, log, settings } = context;
  const { objects } = opened;
  if (objects === undefined || (dialect === "helm3" && !flags.bool("show-resources"))) return new Map();
  return await releaseResources(release.manifest, {
    objects,
    namespace: settings.namespace,
    asTable: flags.string("output") === "table",
    found({ namespace, name, mapping }) {
      log.debug("get relation pod of object", { namespace, name, kind: mapping.kind });
    },
    warn(error) {
      const message = error instanceof Error ? error.message : String(error);
      const what = "get the relation pod is failed";
      if (dialect === "helm4") log.warn(what, { error: message });
      else log.debug(what, {}, `client.go:281 Warning: ${what}, err:${message}`);
    },
  });
}

function tables(resources: ReleaseResources): string {
  const printer = new KubeTablePrinter();
  return [...resources]
    .map(([group, objects]) => `==> ${group}\n${objects.map((object) => tableText(printer, object)).join("")}\n`)
    .join("");
}

/** A server that makes no table of a kind gives the object. */
function tableText(printer: KubeTablePrinter, object: JsonValue): string {
  if (textAt(object, "kind") === "Table") return printer.print(object);
  const columnDefinitions = [{ name: "Name" }, { name: "Age" }];
  return printer.print({ columnDefinitions, rows: [{ cells: [textAt(object, "metadata", "name"), "<unknown>"] }] });
}

function statusValue(
  { dialect }: CommandContext,
  { release, resources }: { readonly release: Release; readonly resources: ReleaseResources },
): Value {
  const value = releaseToJson(release, { dialect, withoutChart: true });
  const info = value.get("info");
  if (info instanceof Map && resources.size > 0) {
    const groups = [...resources].map(([group, objects]): [string, Value] => [group, objects.map(toValue)]);
    info.set("resources", sortedDeep(new Map(groups)));
  }
  return value;
}
