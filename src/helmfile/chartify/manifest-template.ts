import type { Func, Value } from "../../go/index.ts";
import { contextFunc, TemplateSet } from "../../go/template/index.ts";
import { templateFunctions } from "../template/functions.ts";
import { Renderer } from "../template/renderer.ts";
import type { World } from "../world.ts";

/** A manifest `*.gotmpl` of a folder that is no chart: what is missing is `<no value>`, unlike elsewhere. Throws `GoError`. */
export function renderManifest(
  world: World,
  { folder, name, text, data }: { folder: string; name: string; text: string; data: Value },
): string {
  const renderer = new Renderer(world, folder);
  const functions = new Map<string, Func>(templateFunctions(world, folder));
  functions.set(
    "tpl",
    contextFunc("tpl", "string, interface {}", (_, inner: string, given: Value) => renderer.render(inner, given)),
  );
  const set = new TemplateSet({ functions });
  return set.executeTemplate(set.parse(name, text), data);
}
