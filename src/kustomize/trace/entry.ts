/** Which entry of a kustomization a step of the build stands for, and the place in it that decides a changed field. */
import type { TracedEntry } from "../build/build-trace.ts";
import type { Path } from "../resource/trace.ts";

const LISTS: Readonly<Record<string, readonly string[]>> = {
  PatchTransformer: ["patches"],
  PatchJson6902Transformer: ["patchesJson6902"],
  PatchStrategicMergeTransformer: ["patchesStrategicMerge"],
  ReplicaCountTransformer: ["replicas"],
  // The deprecated field's entries follow those of the other.
  ImageTagTransformer: ["images", "imageTags"],
  ReplacementTransformer: ["replacements"],
  LabelTransformer: ["labels"],
  ConfigMapGenerator: ["configMapGenerator"],
  SecretGenerator: ["secretGenerator"],
  HelmChartInflationGenerator: ["helmCharts", "helmChartInflationGenerator"],
  transformers: ["transformers"],
  generators: ["generators"],
};

const SCALARS: Readonly<Record<string, string>> = {
  NamespaceTransformer: "namespace",
  PrefixTransformer: "namePrefix",
  SuffixTransformer: "nameSuffix",
  AnnotationsTransformer: "commonAnnotations",
};

/** The path of the entry; `lengthOf` tells how many entries a list has. */
export function entryPath({ kind, index }: TracedEntry, lengthOf: (list: string) => number): Path {
  const scalar = SCALARS[kind];
  if (scalar !== undefined) return [scalar];
  let at = index;
  for (const list of LISTS[kind] ?? []) {
    const length = lengthOf(list);
    if (at < length) return kind === "PatchStrategicMergeTransformer" ? [list] : [list, at];
    at -= length;
  }
  return kind === "LabelTransformer" ? ["commonLabels"] : [LISTS[kind]?.[0] ?? kind];
}

interface Changed {
  readonly path: Path;
  readonly value: string;
}

/** What below the entry may have decided the field, the likeliest first. */
export function decidingPath(entry: Path, { path, value }: Changed, textAt: (path: Path) => string | undefined): Path {
  const key = path.at(-1) ?? "";
  const below = (...rest: Path): Path => [...entry, ...rest];
  switch (entry[0]) {
    case "labels":
      return below("pairs", key);
    case "commonLabels":
    case "commonAnnotations":
      return below(key);
    case "replicas":
      return below("count");
    case "images":
    case "imageTags": {
      const said = ["newTag", "digest", "tagSuffix", "newName"].find((name) => {
        const text = textAt(below(name)) ?? "";
        return text !== "" && value.includes(text);
      });
      return said === undefined ? entry : below(said);
    }
    default:
      return entry;
  }
}
