/** The field specs of all transformers: the built-in ones, those of `configurations` and of `crds` (api 0.21, builtinconfig). */
import { sameGvk } from "../../kube/index.ts";
import { wrap } from "../error.ts";
import { within, type StructShape } from "../kustomization/shape.ts";
import { FIELD_SPEC } from "../kustomization/shapes.ts";
import type { FieldSpecEntry } from "../kustomization/types.ts";
import { FIELD_SPECS, NAME_REFERENCES } from "./default-field-specs.ts";
import { fieldSpec, mergeSpecs, sortSpecs, type FieldSpec, type NameReference } from "./field-spec.ts";

/** The lists, by their names in configuration files, with Go's names for messages. */
const LISTS = {
  namePrefix: "NamePrefix",
  nameSuffix: "NameSuffix",
  namespace: "NameSpace",
  commonAnnotations: "CommonAnnotations",
  commonLabels: "CommonLabels",
  labels: "Labels",
  templateLabels: "TemplateLabels",
  varReference: "VarReference",
  images: "Images",
  replicas: "Replicas",
} as const;

export type SpecList = keyof typeof LISTS;

export type TransformerConfig = Readonly<Record<SpecList, readonly FieldSpec[]>> & {
  readonly nameReference: readonly NameReference[];
};

export const EMPTY_CONFIG: TransformerConfig = {
  namePrefix: [],
  nameSuffix: [],
  namespace: [],
  commonLabels: [],
  labels: [],
  templateLabels: [],
  commonAnnotations: [],
  nameReference: [],
  varReference: [],
  images: [],
  replicas: [],
};

const NAMES = Object.keys(LISTS) as SpecList[];

const specList = { list: FIELD_SPEC, type: "types.FsSlice" };
const gvk = { group: "string", version: "string", kind: "string" } as const;

/** The file form, for decoding. */
export const TRANSFORMER_CONFIG: StructShape = {
  name: "TransformerConfig",
  type: "builtinconfig.TransformerConfig",
  fields: {
    ...Object.fromEntries(NAMES.map((name) => [name, specList])),
    nameReference: {
      type: "builtinconfig.nbrSlice",
      list: {
        name: "NameBackReferences",
        type: "builtinconfig.NameBackReferences",
        fields: { ...gvk, fieldSpecs: specList },
        embedded: within("Gvk", gvk),
      },
    },
  },
};

interface NameReferenceEntry extends FieldSpecEntry {
  fieldSpecs?: FieldSpecEntry[];
}

/** A configuration file, decoded by `TRANSFORMER_CONFIG`. */
export function configOf(decoded: Record<string, unknown>): TransformerConfig {
  const lists = NAMES.map((name) => [name, sortSpecs(((decoded[name] ?? []) as FieldSpecEntry[]).map(fieldSpec))]);
  const references = (decoded["nameReference"] ?? []) as NameReferenceEntry[];
  const nameReference = sortSpecs(
    references.map(({ group = "", version = "", kind = "", fieldSpecs = [] }) => ({
      group,
      version,
      kind,
      referrers: fieldSpecs.map(fieldSpec),
    })),
  );
  return { ...Object.fromEntries(lists), nameReference } as TransformerConfig;
}

export function mergeConfigs(config: TransformerConfig, more: TransformerConfig): TransformerConfig {
  if (more === EMPTY_CONFIG) return config;
  // Joining anything else to nothing is not idle: a spec for all types goes when one for some types came before it.
  if (config === more || (config === EMPTY_CONFIG && more === defaults)) return more;
  const lists = NAMES.map((name) => [name, mergeList(config, more, name)]);
  const nameReference = mergeReferences(config.nameReference, more.nameReference);
  return { ...Object.fromEntries(lists), nameReference } as TransformerConfig;
}

function mergeList(config: TransformerConfig, more: TransformerConfig, name: SpecList): readonly FieldSpec[] {
  if (config[name] === more[name]) return config[name];
  try {
    return sortSpecs(mergeSpecs(config[name], more[name]));
  } catch (error) {
    throw wrap(error, `failed to merge ${LISTS[name]} fieldSpec`);
  }
}

function mergeReferences(
  references: readonly NameReference[],
  more: readonly NameReference[],
): readonly NameReference[] {
  if (references === more) return references;
  const result = [...references];
  for (const reference of more) {
    const at = result.findIndex((old) => sameGvk(old, reference));
    const old = result[at];
    if (old === undefined) result.push(reference);
    else if (old !== reference) result[at] = { ...old, referrers: mergeReferrers(old, reference) };
  }
  return sortSpecs(result);
}

function mergeReferrers(old: NameReference, reference: NameReference): readonly FieldSpec[] {
  try {
    return mergeSpecs(old.referrers, reference.referrers);
  } catch (error) {
    throw wrap(error, "failed to merge NameReference fieldSpec");
  }
}

let defaults: TransformerConfig | undefined;

/** What Kustomize knows by itself. */
export function defaultConfig(): TransformerConfig {
  defaults ??= configOf({
    ...Object.fromEntries(Object.entries(FIELD_SPECS).map(([name, lines]) => [name, entriesOf(lines)])),
    nameReference: Object.entries(NAME_REFERENCES).map(([type, lines]) => ({
      ...typeOf(type),
      fieldSpecs: entriesOf(lines),
    })),
  });
  return defaults;
}

/** `path + kind.version.group ...` per line. */
function entriesOf(lines: string): FieldSpecEntry[] {
  return lines
    .trim()
    .split("\n")
    .flatMap((line) => {
      const [path = "", ...words] = line.trim().split(" ");
      const create = words[0] === "+";
      const types = create ? words.slice(1) : words;
      if (types.length === 0) return [{ path, create }];
      return types.map((type) => ({ ...typeOf(type), path, create }));
    });
}

function typeOf(text: string): FieldSpecEntry {
  const [kind = "", version = "", ...group] = text.split(".");
  return { kind, version, group: group.join(".") };
}
