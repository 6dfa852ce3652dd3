/** Templates in state files, in values files and in fields of releases (pkg/tmpl/context_tmpl.go, file_renderer.go). */
import { FileError } from "../../base/index.ts";
import { glob } from "../../go/glob/index.ts";
import { type Func, type FuncMap, GoError, fromBytes, type Value, within } from "../../go/index.ts";
import { dir, join } from "../../go/path/index.ts";
import { contextFunc, type Execution, TemplateSet } from "../../go/template/index.ts";
import type { World } from "../world.ts";
import { templateFunctions } from "./functions.ts";

/** As Helmfile names every template in messages. */
const NAME = "stringTemplate";

/** What stands in `include` when it goes round in circles. */
const INCLUDES_MAX = 1000;

/** Renders texts of one folder: partials `_*.tpl` stand beside them, and paths count from there. */
export class Renderer {
  readonly #world: World;
  readonly #folder: string;
  #set: TemplateSet | undefined;

  constructor(world: World, folder: string) {
    this.#world = world;
    this.#folder = folder;
  }

  /** Throws `GoError` with Go's text. */
  render(text: string, data: Value): string {
    const set = this.#partials().clone();
    return set.executeTemplate(set.parse(NAME, text), data);
  }

  #partials(): TemplateSet {
    return (this.#set ??= this.#parsedPartials());
  }

  #parsedPartials(): TemplateSet {
    const { files } = this.#world;
    const set = new TemplateSet({ root: NAME, functions: this.#functions(), missingKey: "error" });
    for (const path of glob(files, join(this.#folder, "_*.tpl"))) parsePartial(set, path, fromBytes(files.read(path)));
    return set;
  }

  #functions(): FuncMap {
    const functions = new Map<string, Func>(templateFunctions(this.#world, this.#folder));
    functions.set("include", includeFunction());
    // It sees the partials and what it defines itself.
    return functions.set(
      "tpl",
      contextFunc("tpl", "string, interface {}", (_, text: string, data: Value) => this.render(text, data)),
    );
  }
}

function parsePartial(set: TemplateSet, path: string, text: string): void {
  within(`failed to parse helper template ${path}`, () => set.parse(NAME, text));
}

function includeFunction(): Func {
  const depths = new Map<string, number>();
  return contextFunc("include", "string, interface {}", (execution: Execution, name: string, data: Value) => {
    const depth = depths.get(name) ?? 0;
    if (depth > INCLUDES_MAX)
      throw new GoError(`rendering template has a nested reference name: ${name}: unable to execute template`);
    depths.set(name, depth + 1);
    try {
      return execution.set.execute(name, data);
    } finally {
      depths.set(name, depth);
    }
  });
}

/** The text of a file, rendered where its name ends in `.gotmpl`. Throws `GoError`. */
export function renderFile(world: World, path: string, data: Value): string {
  const isTemplate = path.endsWith(".gotmpl");
  try {
    const text = fromBytes(world.files.read(path));
    return isTemplate ? new Renderer(world, dir(path)).render(text, data) : text;
  } catch (error) {
    if (!(error instanceof GoError || error instanceof FileError)) throw error;
    const what = isTemplate ? `failed to render [${path}], because of` : `failed to load [${path}]:`;
    throw new GoError(`${what} ${error.message}`);
  }
}
