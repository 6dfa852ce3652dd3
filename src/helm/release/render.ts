/** From a chart and values to hooks and manifests (helm pkg/action, renderResources). */
import { GoError, compareStrings, type GoMap } from "../../go/index.ts";
import type { Capabilities } from "../capabilities/index.ts";
import type { Chart } from "../chart/chart.ts";
import type { Dialect } from "../dialect.ts";
import { type Hook, type Manifest, sortManifests } from "../manifest/index.ts";
import { ParsedTemplates, type RenderPorts } from "../render/index.ts";
import type { Release } from "../render/scopes.ts";
import { isBlank } from "../../go/unicode/index.ts";
import { isCompatibleRange } from "../version-range.ts";
import { renderThrough, type PostRender } from "./post-render.ts";

export interface RenderOptions extends RenderPorts {
  readonly dialect: Dialect;
  readonly release: Release;
  readonly capabilities: Capabilities;
  /** Notes of subcharts too. */
  readonly subchartNotes?: boolean;
  /** Helm 4 hands all files over before they are sorted; Helm 3 post-renders the finished manifest. */
  readonly postRender?: PostRender | undefined;
  readonly onUnknownHook?: (events: string) => void;
}

export interface Rendered {
  readonly hooks: readonly Hook[];
  readonly manifests: readonly Manifest[];
  readonly notes: string;
}

/** Rendering failed; `files` and `hooks` are what was rendered where that still came about, for whoever asked for debugging. */
export class RenderError extends GoError {
  constructor(
    error: GoError,
    readonly files: ReadonlyMap<string, string> = new Map(),
    readonly hooks: readonly Hook[] = [],
  ) {
    super(error.message, { cause: error });
  }
}

/** `values` are coalesced. Throws `RenderError`. */
export function renderChart(chart: Chart, values: GoMap, options: RenderOptions): Rendered {
  return new ChartRendering(chart, options).render(values);
}

/** A chart that may be rendered more than once, and is parsed once. Everything throws `RenderError`. */
export class ChartRendering {
  readonly #templates: ParsedTemplates;

  constructor(
    readonly chart: Chart,
    readonly options: RenderOptions,
  ) {
    try {
      checkKubeVersion(chart, options.capabilities);
      this.#templates = new ParsedTemplates(chart, options);
    } catch (error) {
      throw error instanceof GoError ? new RenderError(error) : error;
    }
  }

  /** `values` are coalesced, and may be changed. */
  render(values: GoMap): Rendered {
    return this.finish(this.run(values));
  }

  /** What the templates give, by their names. */
  run(values: GoMap): Map<string, string> {
    try {
      return this.#templates.render(values);
    } catch (error) {
      throw error instanceof GoError ? new RenderError(error) : error;
    }
  }

  /** Hooks and manifests of what they gave, through the post-renderer if there is one. */
  finish(rendered: Map<string, string>): Rendered {
    const { chart, options } = this;
    const notes = takeNotes(rendered, chart, options);
    const files = postRendered(rendered, options);
    try {
      return { ...sortManifests(files, options), notes };
    } catch (error) {
      throw error instanceof GoError ? new RenderError(error, files) : error;
    }
  }
}

/** Of a post-renderer that fails no text is shown. */
function postRendered(
  files: ReadonlyMap<string, string>,
  { dialect, postRender }: RenderOptions,
): ReadonlyMap<string, string> {
  if (dialect !== "helm4" || postRender === undefined) return files;
  try {
    return renderThrough(files, postRender);
  } catch (error) {
    throw error instanceof GoError ? new RenderError(error) : error;
  }
}

function checkKubeVersion(chart: Chart, { kubeVersion }: Capabilities): void {
  const wanted = chart.metadata.kubeVersion;
  if (wanted === "" || isCompatibleRange(wanted, kubeVersion.normalized)) return;
  throw new GoError(
    `chart requires kubeVersion: ${wanted} which is incompatible with Kubernetes ${kubeVersion.version}`,
  );
}

const NOTES = "NOTES.txt";

/** Takes the notes out of the files. Helm joins those of several charts in no particular order: here the root's come last. */
function takeNotes(files: Map<string, string>, chart: Chart, options: RenderOptions): string {
  const own = `${chart.name}/templates/${NOTES}`;
  const names = [...files.keys()].filter((name) => name.endsWith(NOTES));
  const wanted = names
    .filter((name) => options.subchartNotes === true || name === own)
    .sort((a, b) => Number(a === own) - Number(b === own) || compareStrings(a, b));
  let notes = "";
  for (const name of wanted) notes += (notes === "" ? "" : "\n") + (files.get(name) ?? "");
  for (const name of names) files.delete(name);
  return notes;
}

/** All rendered text as it is, which Helm shows when it cannot be sorted. */
export function joinFiles(files: ReadonlyMap<string, string>): string {
  let text = "";
  for (const [name, content] of [...files].sort(([a], [b]) => compareStrings(a, b))) {
    if (!isBlank(content)) text += `---\n# Source: ${name}\n${content}\n`;
  }
  return text;
}
