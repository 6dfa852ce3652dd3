/** What a release takes over from templates of releases (pkg/state/state_exec_tmpl.go, `releaseWithInheritedTemplate`). */
import { GoError } from "../../go/index.ts";
import type { Log } from "../world.ts";
import { mergeStructs } from "../spec/merge.ts";
import { type Inherit, RELEASE, type Release, type StateSpec } from "../spec/state.ts";

type Templates = ReadonlyMap<string, Release>;
type Fields = Readonly<Record<string, unknown>>;

const EXCEPTIONS: Readonly<Record<string, keyof Release>> = {
  labels: "labels",
  values: "values",
  valuesTemplate: "valuesTemplate",
  setTemplate: "setTemplate",
  set: "set",
  setString: "setString",
  secrets: "secrets",
};

/**
 * Releases with what they inherit. Go's structs share what pointers point at: what a release says in place of the template, the template says from
 * then on, to other releases and in what `build` prints. `templates` are those afterwards.
 */
export class Inheritance {
  readonly #defaults: readonly string[];
  readonly #log: Log;
  readonly #templates: Map<string, Release>;

  constructor({ templates, defaultInherit }: StateSpec, log: Log) {
    this.#templates = new Map(templates);
    this.#defaults = (defaultInherit ?? []).map((name) => name.trim()).filter((name) => name !== "");
    this.#log = log;
  }

  get templates(): Templates {
    return this.#templates;
  }

  /** Throws `GoError`. */
  apply(release: Release): Release {
    try {
      return this.#inheriting({ ...release, inherit: this.#withDefaults(release.inherit ?? []) }, []);
    } catch (error) {
      if (!(error instanceof CyclicInheritance)) throw error;
      throw new GoError(`unable to load release "${release.name ?? ""}" with template: ${error.message}`);
    }
  }

  #withDefaults(own: readonly Inherit[]): readonly Inherit[] {
    if (this.#defaults.length === 0) return own;
    const named = own.filter(({ template = "" }) => template.trim() !== "");
    const known = new Set(named.map(({ template }) => template?.trim()));
    const added = [...new Set(this.#defaults)].filter((name) => !known.has(name));
    return [...added.map((template) => ({ template })), ...named];
  }

  #inheriting(release: Release, path: readonly string[]): Release {
    let merged: Release = {};
    const sources: string[] = [];
    for (const inherit of release.inherit ?? []) {
      if (inherit.template === undefined) return release;
      sources.push(inherit.template);
      merged = this.#joined(merged, this.#source(release, inherit, path), sources);
    }
    const { inherit: _, ...whole } = this.#joined(merged, release, sources);
    return whole;
  }

  #source(release: Release, { template: name = "", except = [] }: Inherit, path: readonly string[]): Release {
    const way = [...path, name];
    if (path.includes(name)) throw new CyclicInheritance(`cyclic inheritance detected: ${way.join("->")}`);
    const template = this.#templates.get(name);
    if (template === undefined)
      throw new GoError(`release "${release.name ?? ""}" tried to inherit inexistent release template "${name}"`);
    const source = inTemplate(name, () => this.#inheriting(template, way));
    return without(source, except, (field) =>
      this.#log.debug(
        `excluded field "${field}" when inheriting template "${name}" to release "${release.name ?? ""}"`,
      ),
    );
  }

  /** What is said later wins, lists are joined. */
  #joined(into: Release, from: Release, sources: readonly string[]): Release {
    const merged = mergeStructs(RELEASE, [into, from], { override: true, append: true });
    this.#leak(into, merged, sources);
    return merged;
  }

  #leak(before: Release, after: Release, sources: readonly string[]): void {
    const [was, is] = [before as Fields, after as Fields];
    for (const [name, type] of Object.entries(RELEASE.fields)) {
      if (type.kind !== "pointer" || was[name] === undefined || was[name] === is[name]) continue;
      const owner = sources.find((source) => (this.#templates.get(source) as Fields | undefined)?.[name] !== undefined);
      if (owner !== undefined)
        this.#templates.set(owner, { ...this.#templates.get(owner), [name]: is[name] } as Release);
    }
  }
}

class CyclicInheritance extends GoError {}

function inTemplate(name: string, action: () => Release): Release {
  try {
    return action();
  } catch (error) {
    if (error instanceof CyclicInheritance || !(error instanceof GoError)) throw error;
    throw new GoError(`unable to load release template "${name}": ${error.message}`);
  }
}

function without(release: Release, except: readonly string[], onExcluded: (field: string) => void): Release {
  const kept: Record<string, unknown> = { ...release };
  for (const name of except) {
    const field = Object.hasOwn(EXCEPTIONS, name) ? EXCEPTIONS[name] : undefined;
    if (field === undefined)
      throw new GoError(
        `"${name}" is not allowed under \`inherit\`. Allowed values are "set", "setTemplate", "values", "valuesTemplate", "secrets", and "labels"`,
      );
    onExcluded(name);
    // No field is set to undefined: absent is empty.
    delete kept[field];
  }
  return kept as Release;
}
