/**
 * Scenarios of `test/cases/lifecycle`: command lines typed one after the other in a namespace of their own, played with whatever programs are
 * given. What was answered, and what stands in the cluster at the end, comes back with everything masked that differs from run to run.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import {
  Discovery,
  isApiError,
  listAt,
  objectAt,
  Objects,
  textAt,
  valueAt,
  type JsonObject,
  type JsonValue,
} from "../../src/kube/index.ts";
import { testCluster } from "./connection.ts";

export const LIFECYCLES = resolve(import.meta.dir, "../cases/lifecycle");

export type Major = "helm3" | "helm4";
export const MAJORS: readonly Major[] = ["helm3", "helm4"];

export interface Scenario {
  readonly about: string;
  /** Those that have such commands; both where it is left out. */
  readonly majors?: readonly Major[];
  /** The real Helm can answer only with the plugin helm-diff: it does not take turns. */
  readonly needsDiff?: boolean;
  /** `$NS` is filled in here and in commands. */
  readonly files: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

/** A command line, `helm …` or `NAME=value helm …`, or what someone else does to an object. */
export type Step =
  | string
  | { readonly apply: JsonObject; readonly manager: string; readonly force?: boolean }
  | { readonly delete: JsonObject }
  /** What a program that was killed, or another one, would leave in the record of a revision. */
  | { readonly setStatus: string; readonly release: string; readonly revision: number }
  | RecordStep
  | { readonly write: Readonly<Record<string, string>> };

/** A record as somebody else wrote it: packed as Helm does it, or text as it stands. */
interface RecordStep {
  readonly record: JsonObject | string;
  readonly release: string;
  readonly revision: number;
  /** As Helm has them where they are left out. */
  readonly labels?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly command: string;
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Played {
  readonly answers: readonly Answer[];
  readonly releases: readonly JsonValue[];
  readonly objects: readonly JsonValue[];
}

export function scenarioNames(): string[] {
  const names = readdirSync(LIFECYCLES).filter((name) => /^[a-z0-9-]+\.json$/.test(name));
  return names.map((name) => name.replace(/\.json$/, "")).sort();
}

export function readScenario(name: string): Scenario {
  return JSON.parse(readFileSync(join(LIFECYCLES, `${name}.json`), "utf8")) as Scenario;
}

export function recordedFile(name: string, major: Major): string {
  return join(LIFECYCLES, major, `${name}.json`);
}

/** `programs` take turns, command by command. */
export async function play(scenario: Scenario, programs: readonly string[]): Promise<Played> {
  const stage = await Stage.open();
  try {
    stage.write(scenario.files);
    const answers: Answer[] = [];
    for (const step of scenario.steps) {
      if (typeof step !== "string") await stage.act(step);
      else answers.push(await stage.run(step, programs[answers.length % programs.length] ?? ""));
    }
    return { answers, ...(await stage.standing()) };
  } finally {
    await stage.close();
  }
}

interface KubeconfigJson {
  readonly clusters: readonly { readonly cluster: object }[];
  readonly users: readonly { readonly user: object }[];
}

/** Whichever cluster it is, messages name it alike. */
function renamed({ clusters: [one], users: [who] }: KubeconfigJson, namespace: string): object {
  return {
    ...{ apiVersion: "v1", kind: "Config", "current-context": "lade" },
    clusters: [{ name: "lade", cluster: one?.cluster }],
    users: [{ name: "admin", user: who?.user }],
    contexts: [{ name: "lade", context: { cluster: "lade", user: "admin", namespace } }],
  };
}

/** Without the names that a server gives: those in its certificate, and the hashes in the names of ReplicaSets. */
export function withoutServerNames(played: Played): Played {
  const text = JSON.stringify(played)
    .replace(/certificate is valid for [^"]*?, not /g, "certificate is valid for <NAMES>, not ")
    .replace(/(ReplicaSet \\+"[^"\\]*-)[0-9a-f]{6,10}(?=\\+")/g, "$1<HASH>");
  return JSON.parse(text) as Played;
}

const KINDS = [
  ...["v1 ConfigMap", "v1 Secret", "v1 Service", "v1 ServiceAccount", "apps/v1 Deployment", "batch/v1 Job"],
  "v1 Pod",
];

class Stage {
  readonly #folder: string;
  readonly #namespace: string;
  readonly #objects: Objects;

  private constructor(folder: string, namespace: string, objects: Objects) {
    this.#folder = folder;
    this.#namespace = namespace;
    this.#objects = objects;
  }

  static async open(): Promise<Stage> {
    const cluster = testCluster();
    const objects = new Objects(cluster, new Discovery(cluster));
    const name = `life-${Math.random().toString(36).slice(2, 10)}`;
    await objects.create({ apiVersion: "v1", kind: "Namespace", metadata: { name } });
    const folder = realpathSync(mkdtempSync(join(tmpdir(), "lade-life-")));
    for (const part of ["work", "home"]) mkdirSync(join(folder, part));
    const config = JSON.parse(readFileSync(process.env["KUBECONFIG"] ?? "", "utf8")) as KubeconfigJson;
    writeFileSync(join(folder, "kubeconfig"), JSON.stringify(renamed(config, name)), { mode: 0o600 });
    return new Stage(folder, name, objects);
  }

  async close(): Promise<void> {
    const whole = { apiVersion: "v1", kind: "Namespace", namespace: "" };
    await this.#objects.delete({ ...whole, name: this.#namespace });
    // What scenarios may have made beside it.
    const crd = { apiVersion: "apiextensions.k8s.io/v1", kind: "CustomResourceDefinition", namespace: "" };
    const more = [
      { ...whole, name: `none-${this.#namespace}` },
      { ...crd, name: `things.${this.#namespace}.example.com` },
    ];
    await Promise.allSettled(more.map((one) => this.#objects.delete(one)));
    rmSync(this.#folder, { recursive: true });
  }

  write(files: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(files)) {
      const path = join(this.#folder, "work", name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, this.#fill(text));
    }
  }

  async act(step: Exclude<Step, string>): Promise<void> {
    if ("write" in step) return this.write(step.write);
    if ("setStatus" in step) return await this.#setStatus(step);
    if ("record" in step) return await this.#writeRecord(step);
    const given = "apply" in step ? step.apply : step.delete;
    const object = JSON.parse(this.#fill(JSON.stringify(given))) as JsonObject;
    if ("delete" in step) {
      const [apiVersion, kind] = [textAt(object, "apiVersion"), textAt(object, "kind")];
      const ref = {
        ...{ apiVersion, kind, namespace: this.#namespace, name: textAt(object, "metadata", "name") },
      };
      // Who deletes what is not there any more has nothing to do.
      return await this.#objects.delete(ref).catch((error: unknown) => {
        if (!isApiError(error, "NotFound")) throw error;
      });
    }
    const metadata = { ...objectAt(object, "metadata"), namespace: this.#namespace };
    const options = { fieldManager: step.manager, force: step.force === true };
    await this.#objects.apply({ ...object, metadata }, options);
  }

  async #setStatus({ setStatus, release, revision }: Extract<Step, { setStatus: string }>): Promise<void> {
    const name = `sh.helm.release.v1.${release}.v${revision}`;
    const secret = await this.#objects.get({ apiVersion: "v1", kind: "Secret", namespace: this.#namespace, name });
    const stored = decoded(secret);
    const changed = { ...stored, info: { ...objectAt(stored, "info"), status: setStatus } };
    const metadata = objectAt(secret, "metadata");
    const labels = { ...objectAt(metadata, "labels"), status: setStatus };
    const data = { release: btoa(packed(changed)) };
    await this.#objects.update({ ...secret, metadata: { ...metadata, labels }, data });
  }

  async #writeRecord({ record: given, release, revision, labels }: RecordStep): Promise<void> {
    const text = typeof given === "string" ? given : packed(JSON.parse(this.#fill(JSON.stringify(given))));
    const usual = { name: release, owner: "helm", status: "deployed", version: String(revision) };
    const name = `sh.helm.release.v1.${release}.v${revision}`;
    await this.#objects.create({
      ...{ apiVersion: "v1", kind: "Secret", type: "helm.sh/release.v1", data: { release: btoa(text) } },
      metadata: { name, namespace: this.#namespace, labels: { ...(labels ?? usual) } },
    });
  }

  async run(command: string, program: string): Promise<Answer> {
    const { words, env } = commandOf(this.#fill(command));
    const child = Bun.spawn([program, ...words], {
      cwd: join(this.#folder, "work"),
      env: {
        ...{ PATH: process.env["PATH"] ?? "", HOME: join(this.#folder, "home"), TZ: "UTC", NO_COLOR: "1" },
        KUBECONFIG: join(this.#folder, "kubeconfig"),
        ...env,
      },
      stdin: "ignore",
      stdout: "pipe",
      stderr: "pipe",
    });
    const [out, err] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
    return { command, exit: await child.exited, stdout: this.#mask(out), stderr: this.#mask(err) };
  }

  /** The records, and of each object its name, its fields that charts set, and who manages what. */
  async standing(): Promise<Pick<Played, "releases" | "objects">> {
    const found = await Promise.all(KINDS.map((kind) => this.#list(kind)));
    const all = found.flat();
    const isRecord = (one: JsonObject): boolean =>
      textAt(one, "metadata", "labels", "owner") === "helm" && textAt(one, "data", "release") !== "";
    return {
      releases: all.filter(isRecord).map((one) => this.#masked(record(one))),
      objects: all.filter((one) => !isRecord(one) && !isMadeBySystem(one)).map((one) => this.#masked(described(one))),
    };
  }

  async #list(kind: string): Promise<JsonObject[]> {
    const [apiVersion = "", name = ""] = kind.split(" ");
    return await this.#objects.list(apiVersion, name, { namespace: this.#namespace });
  }

  #fill(text: string): string {
    return text.replaceAll("$NS", this.#namespace).replaceAll("$WORK", join(this.#folder, "work"));
  }

  #masked(value: JsonValue): JsonValue {
    return JSON.parse(this.#mask(JSON.stringify(value))) as JsonValue;
  }

  /** Files of charts stand encoded in records and answers. */
  #maskEncoded(text: string): string {
    return text.replace(BASE64, (encoded) => {
      const plain = atob(encoded);
      return plain.includes(this.#namespace) ? btoa(plain.replaceAll(this.#namespace, "$NS")) : encoded;
    });
  }

  #mask(text: string): string {
    const named = this.#maskEncoded(text)
      .replaceAll(join(this.#folder, "work"), "$WORK")
      .replaceAll(this.#folder, "$SCRATCH")
      .replaceAll(this.#namespace, "$NS");
    return MASKS.reduce((masked, [pattern, mask]) => masked.replace(pattern, mask), named);
  }
}

const BASE64 =
  /(?<![A-Za-z0-9+/=])(?:[A-Za-z0-9+/]{4}){10,}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?(?![A-Za-z0-9+/=])/g;

/** Columns of tables are as wide as times and ages are long. */
const MASKS: readonly (readonly [RegExp, string])[] = [
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)/g, "<TIME>"],
  [/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)? [+-]\d{4} [A-Z]{3,4}( m=\+\d+\.\d+)?/g, "<TIME>"],
  [/(Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}/g, "<TIME>"],
  [/\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d/g, "<TIME>"],
  // By a --time-format of its own.
  [/(updated\W+)\d{4}-\d\d-\d\d(?!\d|T)/g, "$1<DATE>"],
  [/https:\/\/127\.0\.0\.1:\d+/g, "$SERVER"],
  [/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, "<UID>"],
  [/(resourceVersion"?: ?"?)\d+/g, "$1<RV>"],
  [/\b10(\.\d{1,3}){3}\b/g, "<IP>"],
  [/-1[6-9]\d{8}\b/g, "-<UNIX>"],
  [/(modifiedAt\W+)\d{10}/g, "$1<UNIX>"],
  [/^([IWE])\d{4} [\d:.]+ +\d+ /gm, "$1<LOG> "],
  // Helm's own watches, when they end.
  [/^[IWE]<LOG> (reflector|until)\.go:.*\n/gm, ""],
  [/-[bcdf-hj-np-tv-xz2456789]{8,10}-[bcdf-hj-np-tv-xz2456789]{5}\b/g, "-<HASH>"],
  [/(?<=[ \t])\d+[smh]\b/g, "<AGE>"],
  [/[ \t]+(?=\n|$)/g, ""],
  [/[ \t]{2,}|\t/g, "  "],
];

/** What a command line says before its `helm`, and after it. */
function commandOf(command: string): { words: string[]; env: Record<string, string> } {
  const all = splitWords(command);
  const at = all.indexOf("helm");
  const pairs = all.slice(0, at).map((word): [string, string] => {
    const [name = "", ...value] = word.split("=");
    return [name, value.join("=")];
  });
  return { words: all.slice(at + 1), env: Object.fromEntries(pairs) };
}

/** Words as a shell splits them, with single and double quotes. */
function splitWords(command: string): string[] {
  const found = command.matchAll(/(?:[^\s'"]+|'[^']*'|"[^"]*")+/g);
  return [...found].map(([word]) => word.replace(/'([^']*)'|"([^"]*)"/g, (_, a?: string, b?: string) => a ?? b ?? ""));
}

function packed(release: JsonValue): string {
  return gzipSync(JSON.stringify(release)).toString("base64");
}

/** Throws for what is no record. */
function decoded(entry: JsonObject): JsonObject {
  const data = textAt(entry, "data", "release");
  const encoded = textAt(entry, "type") === "helm.sh/release.v1" ? atob(data) : data;
  return JSON.parse(gunzipSync(Buffer.from(encoded, "base64")).toString()) as JsonObject;
}

function record(entry: JsonObject): JsonValue {
  const { createdAt: _, modifiedAt: __, ...labels } = objectAt(entry, "metadata", "labels");
  try {
    const { chart, ...rest } = decoded(entry);
    return { labels, ...rest, chart: objectAt(chart, "metadata") };
  } catch {
    return { labels, text: atob(textAt(entry, "data", "release")) };
  }
}

function isMadeBySystem(object: JsonObject): boolean {
  const name = textAt(object, "metadata", "name");
  return name === "kube-root-ca.crt" || name === "default" || listAt(object, "metadata", "ownerReferences").length > 0;
}

function described(object: JsonObject): JsonValue {
  const managers = listAt(object, "metadata", "managedFields")
    .filter((one) => textAt(one, "subresource") === "")
    .map((one) => `${textAt(one, "manager")} ${textAt(one, "operation")}`)
    .filter((one) => !/^(kube-|kwok)/.test(one));
  return {
    name: `${textAt(object, "kind")}/${textAt(object, "metadata", "name")}`,
    labels: objectAt(object, "metadata", "labels"),
    data: valueAt(object, "data") ?? null,
    replicas: valueAt(object, "spec", "replicas") ?? null,
    managers: managers.sort(),
  };
}
