/** Configurations of generators, transformers and validators: inline, in files, or from whole kustomizations (api 0.21). */
import { Accumulator } from "../build/accumulator.ts";
import { appendPath, setOrigin } from "../build/origin.ts";
import type { Target } from "../build/target.ts";
import { wrap } from "../error.ts";
import { parseResources } from "../resource/parse.ts";
import type { Resource } from "../resource/resource.ts";
import { ResMap } from "../resource/res-map.ts";

export function loadConfigs(target: Target, entries: readonly string[]): readonly Resource[] {
  const gathered = new Accumulator();
  const paths: string[] = [];
  for (const entry of entries) {
    const inline = parseInline(entry, target);
    if (inline === undefined) {
      paths.push(entry);
      continue;
    }
    if (target.origin !== undefined) {
      const origin = appendPath(target.origin, target.file);
      for (const config of inline) setOrigin(config, origin);
    }
    try {
      gathered.map.appendAll(inline);
    } catch (error) {
      throw wrap(error, "configuring external transformer");
    }
  }
  target.addResources(target, gathered, paths);
  return gathered.map.resources;
}

function parseInline(entry: string, { schemas }: Target): readonly Resource[] | undefined {
  try {
    return ResMap.of(parseResources(entry, schemas)).resources;
  } catch {
    return undefined;
  }
}
