/** Reads the table of Kubernetes' types (`kubernetes.ts`), one definition when it is asked for. */
import { DEFINITIONS, TYPES } from "./kubernetes.ts";
import type { Schema } from "./schemas.ts";

let types: ReadonlyMap<string, string> | undefined;
let lines: readonly string[] | undefined;
const definitions = new Map<number, Schema>();

/** A type whose fields are known and not merged. */
const PLAIN: Schema = { keys: undefined, field: () => PLAIN, elements: () => PLAIN };

/** Kustomize's own types, which its schema knows too (kyaml kustomizationapi). */
const KUSTOMIZATION: Schema = {
  keys: undefined,
  field: (name) => (name === "configMapGenerator" || name === "secretGenerator" ? listOf(["name"], PLAIN) : PLAIN),
  elements: () => undefined,
};

export function builtInSchema(apiVersion: string, kind: string): Schema | undefined {
  types ??= new Map(TYPES.trim().split("\n").map(typeLine));
  const number = types.get(`${apiVersion} ${kind}`);
  if (number !== undefined) return number === "" ? PLAIN : definition(Number(number));
  const isKustomization = apiVersion === "kustomize.config.k8s.io/v1beta1" && kind === "Kustomization";
  return isKustomization ? KUSTOMIZATION : undefined;
}

/** Paths to definitions that other schemas refer to, from a type that has them; `[]` is an element. */
const PARTS: Readonly<Record<string, string>> = {
  PodTemplateSpec: "spec template",
  PodSpec: "spec template spec",
  Container: "spec template spec containers []",
  Volume: "spec template spec volumes []",
  ServiceSpec: "spec",
};

/** A definition by its name in Kubernetes' OpenAPI document, as far as one can lead to a list that is merged. */
export function builtInDefinition(name: string): Schema | undefined {
  const match = /^io\.k8s\.api\.([a-z0-9]+)\.(v\w+)\.(\w+)$/.exec(name);
  if (match === null) return undefined;
  const [, group = "", version = "", kind = ""] = match;
  const path = group === "core" ? PARTS[kind] : undefined;
  if (path === undefined) return builtInSchema(group === "core" ? version : `${group}/${version}`, kind) ?? PLAIN;
  let at = kind === "ServiceSpec" ? builtInSchema("v1", "Service") : builtInSchema("apps/v1", "Deployment");
  for (const part of path.split(" ")) at = part === "[]" ? at?.elements() : at?.field(part);
  return at;
}

function typeLine(line: string): [string, string] {
  const [apiVersion = "", kind = "", number = ""] = line.split(" ");
  return [`${apiVersion} ${kind}`, number];
}

function definition(number: number): Schema {
  let known = definitions.get(number);
  if (known === undefined) definitions.set(number, (known = parse(number)));
  return known;
}

function parse(number: number): Schema {
  lines ??= DEFINITIONS.trim().split("\n");
  const fields = new Map<string, Schema | (() => Schema)>();
  for (const word of (lines[number] ?? "").split(" ")) {
    const [left = "", target] = word.split(">");
    const [name = "", keys] = left.split("[");
    const next = (): Schema => (target === undefined ? PLAIN : definition(Number(target)));
    if (keys === undefined) fields.set(name, next);
    else fields.set(name, listOf(keys === "" ? [] : keys.split(","), next));
  }
  return {
    keys: undefined,
    field(name) {
      const found = fields.get(name) ?? PLAIN;
      return typeof found === "function" ? found() : found;
    },
    elements: () => undefined,
  };
}

function listOf(keys: readonly string[], element: Schema | (() => Schema)): Schema {
  return {
    keys,
    field: () => undefined,
    elements: () => (typeof element === "function" ? element() : element),
  };
}
