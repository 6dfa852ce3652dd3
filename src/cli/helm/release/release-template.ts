/** A release as the templates of `helm get all --template` see it: Go's struct (helm pkg/release/v1, pkg/chart/v2). */
import {
  GoError,
  Slice,
  Struct,
  TypedMap,
  TypedNil,
  func,
  int,
  stringSlice,
  type Func,
  type Value,
} from "../../../go/index.ts";
import { TemplateSet } from "../../../go/template/index.ts";
import { parseTime, RFC3339_NANO, timeValue, UTC, ZERO_TIME, type Location } from "../../../go/time/index.ts";
import type { ChartFile } from "../../../helm/chart/index.ts";
import { chartValue } from "../../../helm/render/index.ts";
import type { Release, ReleaseHook, ReleaseInfo } from "../../../helm/storage/index.ts";
import { machineZones } from "../../../sys/index.ts";
import { CommandError, type CommandContext } from "../../context.ts";

/** Throws `CommandError` with Go's text, behind what the template gave until then. */
export function writeReleaseTemplate(
  { env, out }: Pick<CommandContext, "env" | "out">,
  { release, template }: { readonly release: Release; readonly template: string },
): void {
  const local = machineZones(env).local;
  try {
    const set = new TemplateSet({ functions: new Map() });
    const data = new Map([["Release", releaseStruct(release, local)]]);
    set.writeTemplate(set.parse("_", template), data, (text) => out.write(text));
  } catch (error) {
    throw error instanceof GoError ? new CommandError(error.message, { cause: error }) : error;
  }
}

function struct(type: string, fields: Readonly<Record<string, Value>>, methods?: ReadonlyMap<string, Func>): Struct {
  return new Struct(type, new Map(Object.entries(fields)), methods);
}

function releaseStruct(release: Release, local: Location): Struct {
  return struct("*v1.Release", {
    Name: release.name,
    Info: infoStruct(release.info, local),
    Chart: chartStruct(release),
    Config: release.config,
    Manifest: release.manifest,
    Hooks: new Slice(
      "[]*v1.Hook",
      release.hooks.map((hook) => hookStruct(hook, local)),
    ),
    Version: int(release.version),
    Namespace: release.namespace,
    Labels: new TypedMap("map[string]string", release.labels, ""),
    ApplyMethod: release.applyMethod,
  });
}

function infoStruct(info: ReleaseInfo, local: Location): Struct {
  return struct("*v1.Info", {
    FirstDeployed: time(info.firstDeployed, local),
    LastDeployed: time(info.lastDeployed, local),
    Deleted: time(info.deleted, local),
    Description: info.description,
    Status: info.status,
    RollbackRevision: int(info.rollbackRevision),
    Notes: info.notes,
    Resources: new TypedMap("map[string][]runtime.Object"),
  });
}

function chartStruct({ chart, lacks }: Release): Value {
  if (lacks === "chart") return new TypedNil("*v2.Chart");
  const embedding = chartValue(chart, "helm3");
  const metadata = embedding instanceof Struct ? embedding.fields.get("Metadata") : undefined;
  const methods = new Map([
    ["Name", func("Name", "", () => chart.metadata.name)],
    ["AppVersion", func("AppVersion", "", () => chart.metadata.appVersion)],
  ]);
  const fields = {
    Metadata: lacks === "metadata" ? new TypedNil("*v2.Metadata") : (metadata ?? null),
    Templates: filesSlice(chart.templates),
    Values: chart.values,
    Files: filesSlice(chart.files),
  };
  return struct("*v2.Chart", fields, methods);
}

function filesSlice(files: readonly ChartFile[]): Slice {
  return new Slice(
    "[]*common.File",
    files.map(({ name }) => struct("*common.File", { Name: name })),
  );
}

function hookStruct(hook: ReleaseHook, local: Location): Struct {
  const { startedAt, completedAt, phase } = hook.lastRun;
  return struct("*v1.Hook", {
    Name: hook.name,
    Kind: hook.kind,
    Path: hook.path,
    Manifest: hook.manifest,
    Events: stringSlice(hook.events),
    LastRun: struct("v1.HookExecution", {
      StartedAt: time(startedAt, local),
      CompletedAt: time(completedAt, local),
      Phase: phase,
    }),
    Weight: int(hook.weight),
    DeletePolicies: stringSlice(hook.deletePolicies),
    OutputLogPolicies: stringSlice(hook.outputLogPolicies),
  });
}

function time(text: string, local: Location): Struct {
  return timeValue(text === "" ? ZERO_TIME : parseTime(RFC3339_NANO, text, { fallback: UTC, local }), local);
}
