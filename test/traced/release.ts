/** A recorded `helm template` command as input of the engine: what it names is read into memory, so that it can be rendered in every way and changed. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { Origins } from "../../src/base/index.ts";
import type { GoMap } from "../../src/go/index.ts";
import { fileZones } from "../../src/go/time/index.ts";
import type { TracedText } from "../../src/go/template/index.ts";
import { defaultCapabilities, parseKubeVersion } from "../../src/helm/capabilities/index.ts";
import type { Chart, ChartFile } from "../../src/helm/chart/index.ts";
import type { Dialect } from "../../src/helm/dialect.ts";
import { gatherValues, type GivenValues, prepareValues } from "../../src/helm/index.ts";
import { loadFiles, readArchive } from "../../src/helm/loader/index.ts";
import { renderTemplates, renderTraced } from "../../src/helm/render/index.ts";
import { sprig } from "../../src/sprig/index.ts";
import { machineKeys } from "../../src/sys/keys.ts";
import type { RecordedCase } from "../recorded/case.ts";

/** Everything that decides what is rendered. Files stand in memory, by the names the command line gives them. */
export interface Release {
  readonly id: string;
  readonly name: string;
  readonly namespace: string;
  /** As on the command line. */
  readonly chart: string;
  readonly chartFiles: readonly ChartFile[];
  readonly given: GivenValues;
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly kubeVersion: string | undefined;
  readonly apiVersions: readonly string[];
  readonly isUpgrade: boolean;
}

const LISTS: Readonly<Record<string, string>> = {
  "-f": "values",
  "--values": "values",
  "--set": "set",
  "--set-string": "string",
  "--set-json": "json",
  "--set-file": "file",
  "--set-literal": "literal",
  "-a": "api",
  "--api-versions": "api",
  "-n": "namespace",
  "--namespace": "namespace",
  "--kube-version": "kube",
  "-s": "show",
  "--show-only": "show",
  "--output-dir": "output",
};

/** `undefined` for a command that renders no chart of which the files stand here. */
export function releaseOf(one: RecordedCase, input: string): Release | undefined {
  const [, command, ...words] = one.words;
  if (command !== "template") return undefined;
  const { flags, args, switches } = parse(words);
  const [name, chart] = args.length === 1 ? ["release-name", args[0]] : args;
  const place = (path: string) => [join(one.folder, path), join(input, path)].find(existsSync);
  const path = chart === undefined ? undefined : place(chart);
  if (name === undefined || chart === undefined || path === undefined) return undefined;
  const list = (flag: string) => flags.get(flag) ?? [];
  const fileNames = [...list("values"), ...list("file").map((text) => text.slice(text.indexOf("=") + 1))];
  if (fileNames.some((file) => place(file) === undefined)) return undefined;
  return {
    id: one.id,
    name,
    chart,
    namespace: list("namespace").at(-1) ?? "default",
    chartFiles: filesOf(path),
    given: {
      valueFiles: list("values"),
      set: list("set"),
      string: list("string"),
      json: list("json"),
      file: list("file"),
      literal: list("literal"),
    },
    files: new Map(fileNames.map((file) => [file, readFileSync(place(file) ?? file)])),
    kubeVersion: list("kube").at(-1),
    apiVersions: list("api").flatMap((text) => text.split(",")),
    isUpgrade: switches.has("--is-upgrade"),
  };
}

function parse(words: readonly string[]) {
  const flags = new Map<string, string[]>();
  const switches = new Set<string>();
  const args: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? "";
    const [flag = "", inline] = word.startsWith("--") && word.includes("=") ? split(word) : [word];
    const list = LISTS[flag];
    if (list !== undefined) flags.set(list, [...(flags.get(list) ?? []), inline ?? words[++i] ?? ""]);
    else if (word.startsWith("-")) switches.add(word);
    else args.push(word);
  }
  return { flags, switches, args };
}

function split(word: string): [string, string] {
  return [word.slice(0, word.indexOf("=")), word.slice(word.indexOf("=") + 1)];
}

const gunzip = (bytes: Uint8Array): Uint8Array => Bun.gunzipSync(bytes.slice());

function filesOf(path: string): ChartFile[] {
  if (!statSync(path).isDirectory()) return readArchive(readFileSync(path), { gunzip, dialect: "helm4" });
  const names = readdirSync(path, { recursive: true, encoding: "utf8" }).sort();
  const files = names.filter((name) => statSync(join(path, name)).isFile());
  return files.map((name) => ({ name, data: readFileSync(join(path, name)) }));
}

/** The same clock and the same "chance" for every rendering: what differs then differs for a reason. */
function surroundings() {
  let state = 1;
  const next = () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) >>> 24;
  const read = (path: string) => (existsSync(path) ? readFileSync(path) : undefined);
  return sprig({
    clock: { now: () => 1_760_000_000_000_000_000n },
    zones: fileZones({ read }, { tz: "UTC" }),
    random: { bytes: (count) => Uint8Array.from({ length: count }, next) },
    hosts: { resolve: () => [] },
    keys: machineKeys(),
  });
}

const SILENT = { nonBooleanCondition: () => {}, nonBooleanTag: () => {}, missingImport: () => {} };

function prepare(release: Release, dialect: Dialect, origins: Origins | undefined) {
  const location = `${release.chart}/`;
  const chart = loadFiles(release.chartFiles, { dialect, gunzip, location, origins });
  const read = (path: string) => release.files.get(path) ?? new Uint8Array();
  const given = gatherValues(release.given, { dialect, read, origins });
  const values = prepareValues(chart, given, { dialect, warnings: SILENT, origins });
  const { name, namespace, isUpgrade } = release;
  const kubeVersion = release.kubeVersion === undefined ? undefined : parseKubeVersion(release.kubeVersion, dialect);
  const options = {
    dialect,
    sprig: surroundings(),
    release: { name, namespace, revision: 1, isInstall: !isUpgrade, isUpgrade },
    capabilities: defaultCapabilities(dialect, { kubeVersion, apiVersions: release.apiVersions }),
  };
  return { chart, values, options };
}

/** Text by template. Throws `GoError`. */
export function renderPlain(release: Release, dialect: Dialect = "helm4"): Map<string, string> {
  const { chart, values, options } = prepare(release, dialect, undefined);
  return renderTemplates(chart, values, options);
}

export interface TracedRelease {
  readonly chart: Chart;
  readonly values: GoMap;
  readonly origins: Origins;
  readonly outputs: Map<string, TracedText>;
}

/** Throws `GoError`. */
export function renderWithTrace(release: Release, dialect: Dialect = "helm4"): TracedRelease {
  const origins = new Origins();
  const { chart, values, options } = prepare(release, dialect, origins);
  return { chart, values, origins, outputs: renderTraced(chart, values, { ...options, origins }) };
}

/** Where recordings stand: our own, and the real charts where they stand beside the checkout. */
export const OWN = resolve(import.meta.dir, "../cases/helm");
export const REAL = resolve(dirname(OWN), "../../../shared/parity/helm/charts-real");
