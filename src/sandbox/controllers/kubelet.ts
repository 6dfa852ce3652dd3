/** What a kubelet tells of a pod's containers (kubernetes pkg/kubelet 1.36): events in its words, and how long things take. Nothing runs. */
import { isObject, listAt, numberAt, objectAt, textAt, type JsonObject, type JsonValue } from "../../kube/index.ts";
import type { Server } from "../objects/server.ts";
import type { Store } from "../storage/store.ts";
import type { World } from "./controller.ts";
import { tell, type Told } from "./events.ts";
import { isMentioned, noteMentions } from "./mentions.ts";
import { KUBELET } from "./writes.ts";

/** How a pod comes up: at once, or as slowly as on a real node. */
export type Pace = "instant" | "realistic";

const PULL_MS = { least: 800, more: 2400 };
const START_MS = 300;
const RUN_MS = 1000;
const IMAGE_BYTES = { least: 8_000_000, more: 90_000_000 };
/** How long a pod that ends by itself runs: `30s`. */
const RUN_TIME = "sandbox.lade.dev/run-time";

const pulled = new WeakMap<Store, Set<string>>();

function onNode(pod: JsonObject, { store }: Server): { readonly images: Set<string>; readonly node: string } {
  let images = pulled.get(store);
  if (images === undefined) pulled.set(store, (images = new Set<string>()));
  return { images, node: textAt(pod, "spec", "nodeName") };
}

const containersOf = (pod: JsonObject): JsonValue[] => [
  ...listAt(pod, "spec", "initContainers"),
  ...listAt(pod, "spec", "containers"),
];

function isPresent(pod: JsonObject, container: JsonValue, server: Server): boolean {
  const { images, node } = onNode(pod, server);
  return textAt(container, "imagePullPolicy") !== "Always" && images.has(`${node} ${textAt(container, "image")}`);
}

/** From the image's name, so that it is always the same. */
function spread(text: string, { least, more }: { readonly least: number; readonly more: number }): number {
  let hash = 7;
  for (const letter of text) hash = (hash * 31 + letter.charCodeAt(0)) % 9973;
  return least + Math.floor((hash / 9973) * more);
}

/** From its place on a node until its containers run. */
export function startMs(pod: JsonObject, { server, pace }: World): number {
  if (pace === "instant") return 0;
  return containersOf(pod).reduce((sum: number, container) => {
    const pullMs = isPresent(pod, container, server) ? 0 : spread(textAt(container, "image"), PULL_MS);
    return sum + pullMs + START_MS;
  }, 0);
}

/** From the start of its containers until their probes find them ready. */
export function readyMs(pod: JsonObject, { pace }: World): number {
  if (pace === "instant") return 0;
  const delay = (container: JsonValue, probe: string): number => {
    const of = objectAt(container, probe);
    if (Object.keys(of).length === 0) return 0;
    return ((numberAt(of, "initialDelaySeconds") ?? 0) + 1) * 1000;
  };
  const delays = listAt(pod, "spec", "containers").map(
    (one) => delay(one, "startupProbe") + delay(one, "readinessProbe"),
  );
  return Math.max(0, ...delays);
}

/** How long a pod runs that ends by itself. */
export function runMs(pod: JsonObject, { pace }: World): number {
  const [, amount, unit] = /^(\d+)(ms|s|m|h)$/.exec(textAt(pod, "metadata", "annotations", RUN_TIME)) ?? [];
  if (amount === undefined) return pace === "instant" ? 0 : RUN_MS;
  const scale = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }[unit ?? "s"] ?? 1000;
  return Number(amount) * scale;
}

function about(container: JsonValue, pod: JsonObject): string {
  const isInit = listAt(pod, "spec", "initContainers").includes(container);
  return `spec.${isInit ? "initContainers" : "containers"}{${textAt(container, "name")}}`;
}

function tellOf(pod: JsonObject, container: JsonValue, told: Pick<Told, "reason" | "message" | "type">): Told {
  return { ...told, component: KUBELET, program: KUBELET, fieldPath: about(container, pod) };
}

/** Pulled, created, started. */
export function tellStart(pod: JsonObject, world: World): void {
  const { server } = world;
  const { images, node } = onNode(pod, server);
  noteMentions(pod, server);
  for (const container of containersOf(pod)) {
    const image = textAt(container, "image");
    const quoted = JSON.stringify(image);
    const say = (reason: string, message: string): void =>
      tell(pod, tellOf(pod, container, { reason, message }), world);
    if (isPresent(pod, container, server)) {
      say("Pulled", `Container image ${quoted} already present on machine and can be accessed by the pod`);
    } else {
      say("Pulling", `Pulling image ${quoted}`);
      const took = seconds(spread(image, PULL_MS));
      const bytes = spread(image, IMAGE_BYTES);
      say(
        "Pulled",
        `Successfully pulled image ${quoted} in ${took} (${took} including waiting). Image size: ${bytes} bytes.`,
      );
      images.add(`${node} ${image}`);
    }
    say("Created", "Container created");
    say("Started", "Container started");
  }
}

function seconds(ms: number): string {
  return ms < 1000 ? `${ms}ms` : `${Number((ms / 1000).toFixed(3))}s`;
}

/** The registry does not know it. */
export function pullProblem(image: string): string {
  const quoted = JSON.stringify(image);
  return `rpc error: code = NotFound desc = failed to pull and unpack image ${quoted}: failed to resolve reference ${quoted}: ${image}: not found`;
}

export function tellNoImage(pod: JsonObject, world: World): void {
  for (const container of containersOf(pod)) {
    const image = textAt(container, "image");
    const quoted = JSON.stringify(image);
    const say = (reason: string, message: string, type?: "Warning"): void =>
      tell(pod, tellOf(pod, container, { reason, message, ...(type === undefined ? {} : { type }) }), world);
    say("Pulling", `Pulling image ${quoted}`);
    say("Failed", `Failed to pull image ${quoted}: ${pullProblem(image)}`, "Warning");
    say("Failed", "Error: ErrImagePull", "Warning");
    say("BackOff", `Back-off pulling image ${quoted}`);
    say("Failed", "Error: ImagePullBackOff", "Warning");
  }
}

function podWords(pod: JsonObject): string {
  const [name, namespace, uid] = ["name", "namespace", "uid"].map((key) => textAt(pod, "metadata", key));
  return `${name}_${namespace}(${uid})`;
}

export function tellCrash(pod: JsonObject, world: World): void {
  for (const container of listAt(pod, "spec", "containers")) {
    const message = `Back-off restarting failed container ${textAt(container, "name")} in pod ${podWords(pod)}`;
    tell(pod, tellOf(pod, container, { reason: "BackOff", message, type: "Warning" }), world);
  }
}

export function backOffMessage(pod: JsonObject, container: JsonValue, backOffMs: number): string {
  const pause =
    backOffMs < 60_000 ? `${backOffMs / 1000}s` : `${Math.floor(backOffMs / 60_000)}m${(backOffMs % 60_000) / 1000}s`;
  return `back-off ${pause} restarting failed container=${textAt(container, "name")} pod=${podWords(pod)}`;
}

export function tellEnd(pod: JsonObject, world: World): void {
  for (const container of listAt(pod, "spec", "containers")) {
    const message = `Stopping container ${textAt(container, "name")}`;
    tell(pod, tellOf(pod, container, { reason: "Killing", message }), world);
  }
}

// --- what a pod refers to

export interface Missing {
  /** `CreateContainerConfigError`, or what a pod waits with whose volumes are not there. */
  readonly reason: "CreateContainerConfigError" | "ContainerCreating";
  readonly message: string;
}

/** What keeps its containers from being made: config maps and secrets that are not there, or not with that key. */
export function missingOf(pod: JsonObject, { server }: World): Missing | undefined {
  const volume = listAt(pod, "spec", "volumes").flatMap((one) => volumeProblem(pod, one, server) ?? [])[0];
  if (volume !== undefined) return { reason: "ContainerCreating", message: volume };
  const message = containersOf(pod).flatMap((one) => environmentProblem(pod, one, server) ?? [])[0];
  return message === undefined ? undefined : { reason: "CreateContainerConfigError", message };
}

function volumeProblem(pod: JsonObject, volume: JsonValue, server: Server): string | undefined {
  const projected = listAt(volume, "projected", "sources");
  const problem = [volume, ...projected].flatMap((one) => sourceProblem(pod, one, server) ?? [])[0];
  return problem === undefined
    ? undefined
    : `MountVolume.SetUp failed for volume ${JSON.stringify(textAt(volume, "name"))} : ${problem}`;
}

function sourceProblem(pod: JsonObject, source: JsonValue, server: Server): string | undefined {
  const [map, secret] = [objectAt(source, "configMap"), objectAt(source, "secret")];
  // The certificate that every namespace is given a moment later.
  if (textAt(map, "name") === "kube-root-ca.crt") return undefined;
  const name = textAt(map, "name") || textAt(secret, "secretName") || textAt(secret, "name");
  if (name === "" || map["optional"] === true || secret["optional"] === true) return undefined;
  return find(pod, Object.keys(map).length > 0 ? "configmap" : "secret", { name, server }) === undefined
    ? `${Object.keys(map).length > 0 ? "configmap" : "secret"} ${JSON.stringify(name)} not found`
    : undefined;
}

function environmentProblem(pod: JsonObject, container: JsonValue, server: Server): string | undefined {
  for (const from of listAt(container, "envFrom")) {
    const problem = referenceProblem(pod, [objectAt(from, "configMapRef"), objectAt(from, "secretRef")], server);
    if (problem !== undefined) return problem;
  }
  for (const variable of listAt(container, "env")) {
    const from = objectAt(variable, "valueFrom");
    const problem = referenceProblem(pod, [objectAt(from, "configMapKeyRef"), objectAt(from, "secretKeyRef")], server);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** By something that does not run here. */
const MADE: JsonObject = {};

function referenceProblem(
  pod: JsonObject,
  [map = {}, secret = {}]: readonly JsonObject[],
  server: Server,
): string | undefined {
  const [reference, what] = Object.keys(map).length > 0 ? ([map, "configmap"] as const) : ([secret, "secret"] as const);
  const [name, key] = [textAt(reference, "name"), textAt(reference, "key")];
  if (name === "" || reference["optional"] === true) return undefined;
  const found = find(pod, what, { name, server });
  if (found === undefined) return `${what} ${JSON.stringify(name)} not found`;
  const has =
    found === MADE || [objectAt(found, "data"), objectAt(found, "binaryData")].some((one) => one[key] !== undefined);
  if (key === "" || has) return undefined;
  const kind = what === "configmap" ? "ConfigMap" : "Secret";
  return `couldn't find key ${key} in ${kind} ${textAt(pod, "metadata", "namespace")}/${name}`;
}

function find(
  pod: JsonObject,
  what: "configmap" | "secret",
  { name, server }: { readonly name: string; readonly server: Server },
): JsonObject | undefined {
  const namespace = textAt(pod, "metadata", "namespace");
  return (
    server.store.get(`/${what}s`, `${namespace}/${name}`) ?? (isMentioned(name, namespace, server) ? MADE : undefined)
  );
}

export function tellMissing(pod: JsonObject, { reason, message }: Missing, world: World): void {
  if (reason === "ContainerCreating") {
    tell(pod, { reason: "FailedMount", message, type: "Warning", component: KUBELET, program: KUBELET }, world);
    return;
  }
  const [first] = containersOf(pod);
  if (isObject(first))
    tell(pod, tellOf(pod, first, { reason: "Failed", message: `Error: ${message}`, type: "Warning" }), world);
}
