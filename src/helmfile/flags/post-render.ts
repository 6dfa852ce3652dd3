/** `--post-renderer` and its arguments: the release's, those of the command line, those of `helmDefaults` (pkg/state/helmx.go). */
import { GoError } from "../../go/index.ts";
import type { State } from "../load/state.ts";
import { releaseData } from "../release/template-data.ts";
import type { Release } from "../spec/state.ts";
import { Renderer } from "../template/renderer.ts";
import type { World } from "../world.ts";

export interface PostRenderOptions {
  readonly postRenderer: string;
  readonly postRendererArgs: readonly string[];
}

interface PostRendered {
  readonly release: Release;
  readonly options: PostRenderOptions;
}

/** Throws `GoError`. */
export function postRenderFlags(
  world: World,
  state: State,
  { isHelm3, ...rendered }: PostRendered & { isHelm3: boolean },
): string[] {
  return [...postRendererFlags(state, { ...rendered, isHelm3 }), ...postRendererArgsFlags(world, state, rendered)];
}

/** `isHelm3`: it takes a program; its successor a plugin, by which name scripts are called. */
export function postRendererFlags(
  { spec }: State,
  { release, options, isHelm3 }: PostRendered & { isHelm3: boolean },
): string[] {
  const program = release.postRenderer || options.postRenderer || spec.helmDefaults?.postRenderer || "";
  const name = isHelm3 ? program : program.replace(/^(?:.*\/)?([^/]*)\.(?:bash|sh)$/, "$1");
  return name === "" ? [] : ["--post-renderer", name];
}

/** Throws `GoError`. */
export function postRendererArgsFlags(world: World, state: State, { release, options }: PostRendered): string[] {
  const given = [release.postRendererArgs ?? [], options.postRendererArgs].find((args) => args.length > 0);
  const usual = state.spec.helmDefaults?.postRendererArgs ?? [];
  const args = given ?? renderedArgs(world, state, { release, args: usual });
  return args.filter((arg) => arg !== "").map((arg) => `--post-renderer-args=${arg}`);
}

function renderedArgs(
  world: World,
  state: State,
  { release, args }: { release: Release; args: readonly string[] },
): string[] {
  const data = releaseData(state, release, state.values);
  const renderer = new Renderer(world, state.folder);
  return args.map((arg) => {
    try {
      return renderer.render(arg, data);
    } catch (error) {
      if (!(error instanceof GoError)) throw error;
      throw new GoError(
        `failed rendering postRendererArg "${arg}" for release "${release.name ?? ""}": ${error.message}`,
      );
    }
  });
}
