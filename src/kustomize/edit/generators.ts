/** Adding and changing entries of configMapGenerator and secretGenerator (kustomize 5.8, edit add|set configmap|secret). */
import { quote } from "../../go/strconv/index.ts";
import { KustomizeError, within } from "../error.ts";
import { makeConfigMap, makeSecret, mergeOptions } from "../generate/config-map.ts";
import type { GeneratorArgs, Kustomization, SecretArgs } from "../kustomization/types.ts";
import { Loader } from "../load/loader.ts";
import { Schemas } from "../schema/schemas.ts";
import { glob } from "./glob.ts";
import { KustomizationFile } from "./kustomization-file.ts";
import { sameNamespace, type EditContext } from "./paths.ts";

export type GeneratorKind = "configmap" | "secret";

export interface GeneratorFlags {
  readonly files?: readonly string[];
  readonly literals: readonly string[];
  readonly envFile?: string;
  readonly behavior?: string;
  readonly type?: string;
  readonly namespace: string;
  readonly newNamespace?: string;
  readonly disableHash?: boolean;
}

type Generator = SecretArgs;

/** Adds sources to the generator of this name, or a generator. */
export function addGenerator(
  kind: GeneratorKind,
  args: readonly string[],
  flags: GeneratorFlags,
  context: EditContext,
): void {
  const files = within("failed to expand file source", () => expandSources(context, flags.files ?? []));
  const name = within("failed to validate flags", () => checkAdd(args, { ...flags, files }));
  change(kind, context, (kustomization) => {
    const generator =
      findGenerator(kustomization, kind, { name, namespace: flags.namespace }) ??
      newGenerator(kustomization, kind, name, flags);
    mergeFlags(generator, { ...flags, files });
    return generator;
  });
}

/** Changes values or the namespace of a generator that is there. */
export function setGenerator(
  kind: GeneratorKind,
  args: readonly string[],
  flags: GeneratorFlags,
  context: EditContext,
): void {
  const title = TITLES[kind];
  const name = within("failed to validate flags", () => checkSet(args, flags));
  change(
    kind,
    context,
    (kustomization) => {
      const generator = findGenerator(kustomization, kind, { name, namespace: flags.namespace });
      if (generator === undefined) {
        throw new KustomizeError(`could not set new ${title} value: unable to find ${title} with name ${quote(name)}`);
      }
      if (flags.literals.length > 0) {
        within("failed to update literal sources", () => updateLiterals(generator, flags.literals));
      }
      if ((flags.newNamespace ?? "") !== "") generator.namespace = flags.newNamespace ?? "";
      return generator;
    },
    `failed to validate ${title} structure`,
  );
}

const TITLES = { configmap: "ConfigMap", secret: "Secret" } as const;

/** Reads the file, applies a change to a generator, tries the generator out, and writes. */
function change(
  kind: GeneratorKind,
  context: EditContext,
  edit: (kustomization: Kustomization) => Generator,
  invalid?: string,
): void {
  const file = within("failed to load kustomization file", () => new KustomizationFile(context));
  const kustomization = within("failed to read kustomization file", () => file.read());
  within(`failed to create ${kind}`, () => {
    const generator = edit(kustomization);
    const options = mergeOptions(generator.options, kustomization.generatorOptions);
    if (options !== undefined) generator.options = options;
    if (invalid === undefined) tryOut(kind, generator, context);
    else within(invalid, () => tryOut(kind, generator, context));
  });
  within("failed to write kustomization file", () => file.write(kustomization));
}

function tryOut(kind: GeneratorKind, generator: Generator, context: EditContext): void {
  const loader = Loader.open(".", { ...context, restriction: "root-only" });
  const made = { loader, schemas: new Schemas() };
  if (kind === "configmap") makeConfigMap(generator, made);
  else makeSecret(generator, made);
}

function listOf(kustomization: Kustomization, kind: GeneratorKind): Generator[] {
  if (kind === "configmap") return (kustomization.configMapGenerator ??= []);
  return (kustomization.secretGenerator ??= []);
}

function findGenerator(
  kustomization: Kustomization,
  kind: GeneratorKind,
  { name, namespace }: { name: string; namespace: string },
): Generator | undefined {
  return listOf(kustomization, kind).find(
    (generator) => generator.name === name && sameNamespace(generator.namespace, namespace),
  );
}

function newGenerator(
  kustomization: Kustomization,
  kind: GeneratorKind,
  name: string,
  { namespace, type }: GeneratorFlags,
): Generator {
  const generator: Generator = { name, namespace, ...(kind === "secret" && { type: type ?? "" }) };
  listOf(kustomization, kind).push(generator);
  return generator;
}

function mergeFlags(
  generator: GeneratorArgs,
  { literals, files = [], envFile = "", disableHash, behavior = "" }: GeneratorFlags,
): void {
  if (literals.length > 0) generator.literals = [...(generator.literals ?? []), ...literals];
  if (files.length > 0) generator.files = [...(generator.files ?? []), ...files];
  if (envFile !== "") generator.envs = [...(generator.envs ?? []), envFile];
  if (disableHash === true) generator.options = { disableNameSuffixHash: true };
  if (behavior !== "") generator.behavior = behavior;
}

function onlyName(args: readonly string[]): string {
  const [name, ...more] = args;
  if (name === undefined || more.length > 0) throw new KustomizeError("name must be specified once");
  return name;
}

function checkAdd(
  args: readonly string[],
  { files = [], literals, envFile = "", behavior = "" }: GeneratorFlags,
): string {
  const name = onlyName(args);
  if (envFile === "" && files.length === 0 && literals.length === 0) {
    throw new KustomizeError("at least from-env-file, or from-file or from-literal must be set");
  }
  if (envFile !== "" && (files.length > 0 || literals.length > 0)) {
    throw new KustomizeError("from-env-file cannot be combined with from-file or from-literal");
  }
  if (!["", "create", "merge", "replace"].includes(behavior)) {
    throw new KustomizeError('invalid behavior: must be one of "create", "merge", or "replace"');
  }
  return name;
}

function checkSet(args: readonly string[], { literals, newNamespace = "" }: GeneratorFlags): string {
  const name = onlyName(args);
  if (literals.length > 0 || newNamespace !== "") return name;
  throw new KustomizeError("at least one of [--from-literal, --new-namespace] must be specified");
}

/** `key=pattern` must match one file; a pattern alone may match many. */
function expandSources(context: EditContext, sources: readonly string[]): string[] {
  return sources.flatMap((source) => {
    const parts = source.split("=");
    const [key, pattern] = parts.length === 2 ? [parts[0] ?? "", parts[1] ?? ""] : ["", parts[0] ?? ""];
    const found = glob(context, pattern);
    if (found.length === 0) context.log(`${pattern} has no match`);
    if (key === "") return found;
    if (found.length === 1) return [`${key}=${found[0]}`];
    throw new KustomizeError(`'pattern '${source}' catches files [${found.join(" ")}], should catch only one`);
  });
}

function updateLiterals(generator: GeneratorArgs, literals: readonly string[]): void {
  const values = new Map((generator.literals ?? []).map(splitLiteral));
  for (const [key, value] of literals.map(splitLiteral)) {
    if (!values.has(key)) throw new KustomizeError(`key '${key}' not found in resource`);
    values.set(key, value);
  }
  generator.literals = [...values].map(([key, value]) => `${key}=${value}`);
}

function splitLiteral(literal: string): [string, string] {
  const parts = literal.split("=");
  const [key = "", value = ""] = parts;
  if (parts.length === 2) return [key, value];
  throw new KustomizeError(
    "failed to update resource: invalid format: literal values must be specified in the key=value format",
  );
}
