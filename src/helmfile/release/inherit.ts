/** What a release takes over from templates of releases (pkg/state/state_exec_tmpl.go, `releaseWithInheritedTemplate`). */
import { GoError } from "../../go/index.ts";
import type { Log } from "../world.ts";
import { mergeStructs } from "../spec/merge.ts";
import { type Inherit, RELEASE, type Release, type StateSpec } from "../spec/state.ts";
import type { FieldTable } from "../spec/type.ts";

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
      return this.#inheriting({ ...release, inherit: this.#withDefaults(release.inherit ?? []) }, {}).release;
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

  #inheriting(release: Release, { name, path = [] }: { name?: string; path?: readonly string[] }): Owned {
    const own: Owned = { release, owners: ownersOf(release, name) };
    let merged: Owned = { release: {}, owners: new Map() };
    for (const inherit of release.inherit ?? []) {
      if (inherit.template === undefined) return own;
      merged = this.#joined(merged, this.#source(release, inherit, path));
    }
    const { release: whole, owners } = this.#joined(merged, own);
    const { inherit: _, ...rest } = whole;
    return { release: rest, owners };
  }

  #source(release: Release, { template: name = "", except = [] }: Inherit, path: readonly string[]): Owned {
    const way = [...path, name];
    if (path.includes(name)) throw new CyclicInheritance(`cyclic inheritance detected: ${way.join("->")}`);
    const template = this.#templates.get(name);
    if (template === undefined)
      throw new GoError(`release "${release.name ?? ""}" tried to inherit inexistent release template "${name}"`);
    const source = inTemplate(name, () => this.#inheriting(template, { name, path: way }));
    const onExcluded = (field: string): void =>
      this.#log.debug(
        `excluded field "${field}" when inheriting template "${name}" to release "${release.name ?? ""}"`,
      );
    return { ...source, release: without(source.release, except, onExcluded) };
  }

  /** What is said later wins, lists are joined. */
  #joined(into: Owned, from: Owned): Owned {
    const release = mergeStructs(RELEASE, [into.release, from.release], { override: true, append: true });
    this.#leak(into, release);
    return { release, owners: new Map([...from.owners, ...into.owners]) };
  }

  /** What is written through a pointer is written where it came from. */
  #leak({ release: before, owners }: Owned, after: Release): void {
    const [was, is] = [before as Fields, after as Fields];
    for (const [field, owner] of owners)
      if (was[field] !== is[field])
        this.#templates.set(owner, { ...this.#templates.get(owner), [field]: is[field] } as Release);
  }
}

interface Owned {
  readonly release: Release;
  /** The templates whose pointers stand in it, by field. */
  readonly owners: ReadonlyMap<string, string>;
}

function ownersOf(release: Release, template: string | undefined): ReadonlyMap<string, string> {
  if (template === undefined) return new Map();
  const pointers = Object.keys(release).filter((name) => (RELEASE.fields as FieldTable)[name]?.kind === "pointer");
  return new Map(pointers.map((name) => [name, template]));
}

class CyclicInheritance extends GoError {}

function inTemplate<Result>(name: string, action: () => Result): Result {
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
