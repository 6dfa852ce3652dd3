/** Templates in the fields of releases, rendered until nothing changes (pkg/state/release.go, `ExecuteTemplateExpressions`). */
import { GoError, type GoMap, isMap, type Value, within } from "../../go/index.ts";
import { marshalPretty, resolveScalar } from "../../yaml/index.ts";
import { readMap } from "../load/environment-values.ts";
import type { State } from "../load/state.ts";
import { structValue } from "../spec/emit.ts";
import { RELEASE, type Release, type SetValue } from "../spec/state.ts";
import { Renderer } from "../template/renderer.ts";
import { withTextKeys } from "../values/text-keys.ts";
import type { World } from "../world.ts";
import { Inheritance } from "./inherit.ts";
import { releaseData } from "./template-data.ts";

const ROUNDS_MAX = 6;

/** The state with its releases as they are meant: inherited, labelled and rendered. Throws `GoError`. */
export function withRenderedReleases(world: World, state: State): State {
  const inheritance = new Inheritance(state.spec, world.log);
  const renderer = new Renderer(world, state.folder);
  const releases = (state.spec.releases ?? []).map((given) => {
    const release = withDefaults(inheritance.apply(given), state);
    const what = `failed executing templates in release "${state.path}"."${release.name ?? ""}"`;
    return checked(within(what, () => settled({ state, renderer }, release)));
  });
  const { templates } = inheritance;
  const spec = { ...state.spec, releases, ...(templates.size === 0 ? {} : { templates }) };
  return { ...state, spec };
}

function withDefaults(release: Release, { spec }: State): Release {
  const { helmDefaults, commonLabels = new Map<string, string>(), apiVersions = [], kubeVersion = "" } = spec;
  return present({
    ...release,
    kubeContext: release.kubeContext ?? helmDefaults?.kubeContext,
    labels: new Map([...(release.labels ?? []), ...commonLabels]),
    apiVersions: (release.apiVersions?.length ?? 0) > 0 ? release.apiVersions : orAbsent(apiVersions),
    kubeVersion: release.kubeVersion ?? (kubeVersion === "" ? undefined : kubeVersion),
  });
}

const orAbsent = (list: readonly string[]): readonly string[] | undefined => (list.length === 0 ? undefined : list);

/** Fields that are undefined are left out. */
function present(fields: { readonly [Name in keyof Release]: Release[Name] | undefined }): Release {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Release;
}

function checked(release: Release): Release {
  if ((release.chart ?? "") !== "") return release;
  throw new GoError(`encountered empty chart while reading release "${release.name ?? ""}"`);
}

interface Scope {
  readonly state: State;
  readonly renderer: Renderer;
}

/** Each round renders the release as it was given, with what the round before made of it for data. */
function settled({ state, renderer }: Scope, release: Release): Release {
  let before = release;
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const data = releaseData(state, before, state.values);
    const rendered = new ReleaseRenderer(release.name ?? "", (text) => renderer.render(text, data)).release(release);
    if (round > 0 && looksSame(before, rendered)) return withBooleans(rendered);
    before = rendered;
  }
  throw new GoError("recursive references can't be resolved");
}

function looksSame(a: Release, b: Release): boolean {
  return marshalPretty(structValue(a, RELEASE)) === marshalPretty(structValue(b, RELEASE));
}

/** Renders the fields of one release. */
class ReleaseRenderer {
  readonly #name: string;
  readonly #render: (text: string) => string;

  constructor(name: string, render: (text: string) => string) {
    this.#name = name;
    this.#render = render;
  }

  release(given: Release): Release {
    const texts = this.#texts(given, ["name", "chart", "namespace", "version"], (text) => text.trim());
    const booleans = this.#texts(given, ["waitTemplate", "installedTemplate", "conditionTemplate", "verifyTemplate"]);
    const labels = [...(given.labels ?? [])].map(([key, text]) => [key, this.#field(`labels[${key}]`, text)] as const);
    return present({
      ...given,
      ...texts,
      ...booleans,
      labels: new Map(labels),
      postRendererArgs: given.postRendererArgs?.map((text) => this.#field("postRendererArgs", text)),
      ...this.#values(given),
      secrets: given.secrets?.map((entry, i) => this.#entry(`secrets[${i}]`, entry)),
      ...this.#sets(given),
      needs: given.needs?.map((text, i) => this.#field(`needs[${i}]`, text)),
    });
  }

  #texts(given: Release, names: readonly (keyof Release)[], finish = (text: string): string => text): Partial<Release> {
    const entries = names.flatMap((name) => {
      const text = given[name];
      return typeof text === "string" ? [[name, finish(this.#field(name, text))]] : [];
    });
    return Object.fromEntries(entries) as Partial<Release>;
  }

  /** `values` come after what `valuesTemplate` gives. */
  #values({ valuesTemplate, values = [] }: Release): { [Name in "values" | "valuesTemplate"]?: Value[] | undefined } {
    const templates = valuesTemplate?.map((entry, i) => this.#mapTemplate(`values[${i}]`, entry));
    const all = [...(templates ?? []), ...values].map((entry, i) => this.#entry(`values[${i}]`, entry));
    return { valuesTemplate: templates, values: all.length === 0 ? undefined : all };
  }

  /** Paths are templates, values are none. */
  #entry(field: string, entry: Value): Value {
    if (typeof entry === "string") return this.#field(field, entry);
    return entry !== undefined && isMap(entry) ? withTextKeys(entry) : entry;
  }

  /** The map is rendered as the text that it is in YAML. */
  #mapTemplate(field: string, entry: Value): Value {
    if (entry === undefined || !isMap(entry)) return entry;
    const rendered = this.#field(field, marshalPretty(entry));
    return this.#failing(field, rendered, () => withTextKeys(readMap(rendered)) as GoMap);
  }

  #sets({ setTemplate, set = [] }: Release): { [Name in "set" | "setTemplate"]?: SetValue[] | undefined } {
    const templates = setTemplate?.map((each, i) => this.#set(each, i));
    const all = [...(templates ?? []), ...set];
    return { setTemplate: templates, set: all.length === 0 ? undefined : all };
  }

  #set(each: SetValue, i: number): SetValue {
    const rendered = (name: "name" | "value" | "file") =>
      each[name] === undefined ? {} : { [name]: this.#field(`set[${i}].${name}`, each[name]) };
    const values = each.values?.map((value, j) =>
      typeof value === "string" ? this.#field(`set[${i}].values[${j}]`, value) : value,
    );
    return {
      ...rendered("name"),
      ...rendered("value"),
      ...rendered("file"),
      ...(values === undefined ? {} : { values }),
    };
  }

  #field(field: string, text: string): string {
    return text.includes("{{") ? this.#failing(field, text, () => this.#render(text)) : text;
  }

  #failing<Result>(field: string, text: string, action: () => Result): Result {
    return within(`failed executing template expressions in release "${this.#name}".${field} = "${text}"`, action);
  }
}

const BOOLEANS = {
  installedTemplate: "installed",
  conditionTemplate: "condition",
  waitTemplate: "wait",
  verifyTemplate: "verify",
} as const satisfies { readonly [Name in keyof Release]?: keyof Release };

/** What `installedTemplate` and its kin came to is `installed`, … */
function withBooleans(release: Release): Release {
  const fields: Record<string, unknown> = { ...release };
  for (const [template, field] of Object.entries(BOOLEANS)) {
    const text = fields[template];
    if (typeof text !== "string") continue;
    const value = booleanOf(template, text);
    fields[field] = field === "condition" ? String(value) : value;
    delete fields[template];
  }
  return fields as Release;
}

function booleanOf(field: string, text: string): boolean {
  const { value, tag } = resolveScalar(text.trim());
  if (typeof value === "boolean") return value;
  if (tag === "!!null") return false;
  throw new GoError(
    `${field}: failed deserialising string ${text}: yaml: unmarshal errors:\n  line 1: cannot unmarshal ${tag} \`${shortened(text.trim())}\` into bool`,
  );
}

const shortened = (text: string): string => (text.length > 10 ? `${text.slice(0, 7)}...` : text);
