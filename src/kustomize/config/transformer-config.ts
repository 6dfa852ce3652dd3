/** The field specs of all transformers: the built-in ones, those of `configurations` and of `crds` (api 0.21, builtinconfig). */
import { sameGvk, type Gvk } from "../../kube/index.ts";
import { wrap } from "../error.ts";
import { within, type StructShape } from "../kustomization/shape.ts";
import { FIELD_SPEC } from "../kustomization/shapes.ts";
import type { FieldSpecEntry } from "../kustomization/types.ts";
import { FIELD_SPECS, NAME_REFERENCES } from "./default-field-specs.ts";
import {
  concerns,
  fieldSpec,
  mergeSpecs,
  referenceTo,
  sortSpecs,
  type FieldSpec,
  type NameReference,
} from "./field-spec.ts";

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
  const lists = NAMES.map((name) => [name, specsOf((decoded[name] ?? []) as FieldSpecEntry[])]);
  const nameReference = referencesOf((decoded["nameReference"] ?? []) as NameReferenceEntry[]);
  return { ...Object.fromEntries(lists), nameReference } as TransformerConfig;
}

function specsOf(entries: readonly FieldSpecEntry[]): readonly FieldSpec[] {
  return sortSpecs(entries.map(fieldSpec));
}

function referencesOf(entries: readonly NameReferenceEntry[]): readonly NameReference[] {
  return sortSpecs(
    entries.map(({ group = "", version = "", kind = "", fieldSpecs = [] }) =>
      referenceTo({ group, version, kind }, fieldSpecs.map(fieldSpec)),
    ),
  );
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
    else if (old !== reference) result[at] = referenceTo(old, mergeReferrers(old, reference));
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

/** What Kustomize knows by itself. A list is made when it is asked for: most builds need few of them. */
export function defaultConfig(): TransformerConfig {
  defaults ??= Object.defineProperties(
    {},
    {
      ...Object.fromEntries(NAMES.map((name) => [name, madeWhenAsked(() => defaultSpecs(name))])),
      nameReference: madeWhenAsked(defaultReferences),
    },
  ) as TransformerConfig;
  return defaults;
}

function madeWhenAsked<Made>(make: () => Made): PropertyDescriptor {
  let made: Made | undefined;
  return { enumerable: true, get: () => (made ??= make()) };
}

function defaultSpecs(name: SpecList): readonly FieldSpec[] {
  return name === "labels" ? [] : sortSpecs(specsIn(FIELD_SPECS[name].trim().split("\n")));
}

function defaultReferences(): readonly NameReference[] {
  const entries = Object.entries(NAME_REFERENCES);
  return sortSpecs(entries.map(([type, text]) => defaultReference(typeOf(type), text.trim().split("\n"))));
}

function defaultReference(type: Gvk, lines: readonly string[]): NameReference {
  let all: readonly FieldSpec[] | undefined;
  return {
    ...type,
    get referrers() {
      return (all ??= specsIn(lines));
    },
    // Every line here names types.
    referrersOf: (kind) => specsIn(lines.filter((line) => line.includes(` ${kind}`))).filter(concerns(kind)),
  };
}

/** `path + kind.version.group ...` per line. */
function specsIn(lines: readonly string[]): FieldSpec[] {
  return lines.flatMap((line) => {
    const [path = "", ...words] = line.trim().split(" ");
    const create = words[0] === "+";
    const types = create ? words.slice(1) : words;
    const ofAll = fieldSpec({ path, create });
    return types.length === 0 ? [ofAll] : types.map((type) => ({ ...ofAll, ...typeOf(type) }));
  });
}

function typeOf(text: string): Gvk {
  const [kind = "", version = "", ...group] = text.split(".");
  return { kind, version, group: group.join(".") };
}
