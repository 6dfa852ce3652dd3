/** Generators and transformers that are configured by an object: built in, or programs (api 0.21, internal/plugins/loader). */
import type { BuildContext } from "../build/context.ts";
import type { Target } from "../build/target.ts";
import { formatGvk, formatId } from "../../kube/index.ts";
import { KustomizeError, within } from "../error.ts";
import { yamlOf } from "../node/to-yaml.ts";
import type { ResMap } from "../resource/res-map.ts";
import type { Resource } from "../resource/resource.ts";
import { builtInPlugin } from "./built-in.ts";
import { execPlugin } from "./exec-plugin.ts";
import { functionPlugin } from "./function-plugin.ts";
import { functionSpec } from "./function-spec.ts";

export type Transform = (map: ResMap) => void;
export type Generate = () => Iterable<Resource>;

/** Programs can be both; a built-in is one of them. */
export interface Plugin {
  readonly transform?: Transform;
  readonly generate?: Generate;
}

export function loadPlugin(config: Resource, target: Target): Plugin {
  const { group, version } = config.currentId;
  const configure = group === "" && version === "builtin" ? builtInOf(config) : programOf(config, target);
  const id = formatId(config.originalId);
  const text = within(`marshalling yaml from res ${id}`, () => yamlOf(config.node));
  return within(`plugin ${id} fails configuration`, () => configure(text, target));
}

/** `text` is the configuration as the plugin gets it. */
type Configure = (text: string, context: BuildContext) => Plugin;

function builtInOf(config: Resource): Configure {
  const configure = builtInPlugin(config.kind);
  if (configure === undefined) throw new KustomizeError(`unable to load builtin ${formatGvk(config.currentId)}`);
  return configure;
}

function programOf(config: Resource, target: Target): Configure {
  if (!target.options.plugins.enabled) {
    throw new KustomizeError(`external plugins disabled; unable to load external plugin '${config.originalId.kind}'`);
  }
  const spec = functionSpec(config.node);
  return spec === undefined ? execPlugin(config, target) : functionPlugin(config, spec);
}

export function asGenerator({ generate }: Plugin, config: Resource): Generate {
  if (generate !== undefined) return generate;
  throw new KustomizeError(`plugin ${formatId(config.originalId)} not a generator`);
}

export function asTransform({ transform }: Plugin, config: Resource): Transform {
  if (transform !== undefined) return transform;
  throw new KustomizeError(`plugin ${formatId(config.originalId)} not a transformer`);
}
