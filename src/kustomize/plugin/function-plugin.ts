/** KRM functions as generators and transformers: exec functions (api 0.21, fnplugin; kyaml runfn). */
import type { BuildContext } from "../build/context.ts";
import { clean, isAbsolute } from "../../go/path/index.ts";
import { formatId } from "../../kube/index.ts";
import { KustomizeError, messageOf, wrap } from "../error.ts";
import type { Resource } from "../resource/resource.ts";
import { readText } from "../kio/read.ts";
import { writeText } from "../kio/write.ts";
import { emitNode, parseDocument } from "../node/text.ts";
import { setAnnotation } from "../node/annotation.ts";
import { exchange, readGenerated } from "./exchange.ts";
import { parseMount, type FunctionSpec } from "./function-spec.ts";
import type { Plugin } from "./plugin.ts";
import { runFunctions } from "./run-functions.ts";

export function functionPlugin(config: Resource, spec: FunctionSpec): (text: string, context: BuildContext) => Plugin {
  for (const { src = "" } of spec.container?.mounts ?? []) refuseMount(config, src);
  return (text, context) => {
    const { group, version, kind, name } = config.currentId;
    const apiVersion = group === "" ? version : `${group}/${version}`;
    const run = (input: string | undefined): string => runWithConfig(text, input, context);
    return {
      generate: () => readGenerated(run(undefined), context.schemas),
      transform: (map) =>
        exchange(map, {
          name: `api: ${apiVersion}, kind: ${kind}, name: ${name}`,
          schemas: context.schemas,
          run: (input) => {
            try {
              return run(input);
            } catch (error) {
              throw new KustomizeError(`${messageOf(error)} `, { cause: error });
            }
          },
        }),
    };
  };
}

function refuseMount(config: Resource, source: string): void {
  const refuse = (rule: string): never => {
    const id = formatId(config.originalId);
    throw new KustomizeError(`plugin ${id} with mount path '${source}' is not permitted; mount paths must be ${rule}`);
  };
  if (isAbsolute(source)) refuse("relative to the current kustomization directory");
  if (clean(source).startsWith("..")) refuse("under the current kustomization directory");
}

/** Without input the function gets its own configuration. */
function runWithConfig(text: string, input: string | undefined, { options, loader, schemas }: BuildContext): string {
  const config = parseDocument(text);
  setAnnotation(config, "config.kubernetes.io/local-config", "true");
  const { items } = readText(input ?? emitNode(config));
  const { enableExec, network, mounts, env, user } = options.plugins;
  try {
    const made = runFunctions(items, [config], {
      directory: loader.root,
      enableExec,
      network,
      mounts: mounts.map(parseMount),
      env,
      user,
      globalScope: false,
      run: options.run,
      schemas,
    });
    return made === undefined ? "" : writeText(made);
  } catch (error) {
    throw wrap(error, "couldn't execute function");
  }
}
