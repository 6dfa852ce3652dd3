/**
 * A build (api 0.21, krusty/kustomizer.go and internal/target/kusttarget.go): objects are gathered from resources, generators and
 * components, transformed, and once for all at the end hashed, referred to, ordered and cleaned.
 */
import { quote } from "../../go/strconv/index.ts";
import { loadCrdConfigs } from "../config/crds.ts";
import { readConfigs } from "../config/read-configs.ts";
import { causeOf, KustomizeError, messageOf, within, wrap } from "../error.ts";
import { addHashes } from "../generate/hash.ts";
import { COMPONENT_KIND } from "../kustomization/read.ts";
import { Loader } from "../load/loader.ts";
import { NeedsRemote } from "../load/remotes.ts";
import { fixReferences } from "../refer/name-reference.ts";
import { formatVars, resolveVars } from "../refer/vars.ts";
import { cleanAnnotations, LOCAL_CONFIG_ANNOTATION, showState } from "../resource/annotations.ts";
import type { Resource } from "../resource/resource.ts";
import { field } from "../node/field.ts";
import { metadataMap, validateMeta } from "../node/metadata.ts";
import { isEmpty } from "../node/node.ts";
import { isMalformed, readResources } from "../resource/parse.ts";
import { ResMap } from "../resource/res-map.ts";
import { Schemas } from "../schema/schemas.ts";
import { fieldSpec } from "../config/field-spec.ts";
import { addEntries } from "../transform/metadata.ts";
import { KUSTOMIZE_VERSION } from "../version/index.ts";
import { Accumulator } from "./accumulator.ts";
import type { BuildOptions } from "./context.ts";
import { runGenerators } from "./generators.ts";
import { sortResources } from "./order.ts";
import { appendPath, NO_ORIGIN, setOrigin } from "./origin.ts";
import { configureSchemas, loadKustomization, type Target } from "./target.ts";
import { runTransformers, runValidators } from "./transformers.ts";

/** Builds the kustomization at a path. Throws `NeedsRemote` when a source has to be fetched first. */
export function build(path: string, options: BuildOptions): ResMap {
  const target = openTarget(path, options);
  const gathered = accumulate(target, new Accumulator());
  const { map, config } = gathered;
  const { trace } = options;
  addHashes(map);
  trace?.finished("content hash", map.resources);
  fixReferences(map, config.nameReference);
  trace?.finished("name reference", map.resources);
  resolveVars(map, gathered.vars.sorted, { config, log: options.log });
  trace?.finished("vars", map.resources);
  dropLocal(map);
  sort(target, map);
  addManagedBy(target, map);
  clean(target, map);
  trace?.finished("build metadata", map.resources);
  return map;
}

function openTarget(path: string, options: BuildOptions): Target {
  const loader = Loader.open(path, options);
  const schemas = new Schemas();
  const loaded = loadKustomization({ options, loader, schemas });
  configureSchemas({ options, loader, schemas }, loaded.kustomization);
  const buildMetadata = loaded.kustomization.buildMetadata ?? [];
  const origin = buildMetadata.length > 0 ? NO_ORIGIN : undefined;
  return { ...loaded, options, loader, schemas, origin, chartNamespace: "", buildMetadata, addResources };
}

/** Gathers what one kustomization makes; a component starts from what its parent has so far. */
function accumulate(target: Target, start: Accumulator): Accumulator {
  const { kustomization } = target;
  within("accumulating resources", () => addResources(target, start, kustomization.resources ?? []));
  start.mergeConfig(readConfigs(target, kustomization.configurations ?? []));
  const { crds = [] } = kustomization;
  start.mergeConfig(within(`loading CRDs [${crds.join(" ")}]`, () => loadCrdConfigs(target.loader, crds)));
  runGenerators(target, start);
  const gathered = within("accumulating components", () => addComponents(target, start));
  runTransformers(target, gathered);
  runValidators(target, gathered);
  const vars = kustomization.vars ?? [];
  within(
    () => `merging vars ${formatVars(vars)}`,
    () => gathered.vars.declare(vars, gathered.map),
  );
  return gathered;
}

/** Each path is a file, or a directory or repository with a kustomization. */
function addResources(target: Target, gathered: Accumulator, paths: readonly string[]): void {
  const ahead = new LookAhead();
  for (const path of paths) ahead.try(() => addResource(target, gathered, path));
  ahead.end();
}

function addResource(target: Target, gathered: Accumulator, path: string): void {
  try {
    addFile(target, gathered, path);
  } catch (error) {
    if (isMissing(error) || messageOf(error).includes("HTTP Error")) throw error;
    addBase(target, gathered, { path, fileError: error });
  }
}

/** Something has to be fetched, whatever layers have said since what they were doing. */
function isMissing(error: unknown): boolean {
  return causeOf(error, NeedsRemote) !== undefined;
}

/**
 * When a source has to be fetched, the build is run again in any case. The others are still asked, so that all that are missing
 * become known and can be fetched together; what goes wrong with them after that will go wrong again.
 */
class LookAhead {
  #missing: unknown;

  try(action: () => void): void {
    try {
      action();
    } catch (error) {
      if (this.#missing === undefined && !isMissing(error)) throw error;
      this.#missing ??= error;
    }
  }

  end(): void {
    if (this.#missing !== undefined) throw this.#missing;
  }
}

function addFile(target: Target, gathered: Accumulator, path: string): void {
  const { loader, origin, schemas } = target;
  const resources = within(`accumulating resources from '${path}'`, () => {
    return ResMap.of(readResources(loader, path, schemas)).resources;
  });
  if (origin !== undefined) for (const resource of resources) setOrigin(resource, appendPath(origin, path));
  target.options.trace?.loaded(target, path, resources);
  within(`merging resources from '${path}'`, () => gathered.map.appendAll(resources));
}

interface BaseEntry {
  readonly path: string;
  /** Why it is not a file. */
  readonly fileError: unknown;
}

function addBase(target: Target, gathered: Accumulator, { path, fileError }: BaseEntry): void {
  const prefix = `accumulation err='${messageOf(fileError)}'`;
  let loader;
  try {
    loader = target.loader.open(path);
  } catch (error) {
    if (error instanceof NeedsRemote) throw error;
    if (isMalformed(fileError)) throw fileError;
    throw wrap(error, prefix);
  }
  const base = target.origin === undefined ? target : { ...target, origin: appendPath(target.origin, path) };
  within(prefix, () => addDirectory(base, gathered, { loader, kind: "base" }));
}

function addComponents(target: Target, start: Accumulator): Accumulator {
  let gathered = start;
  const ahead = new LookAhead();
  for (const path of target.kustomization.components ?? []) {
    ahead.try(() => (gathered = addComponent(target, gathered, path)));
  }
  ahead.end();
  return gathered;
}

function addComponent(target: Target, gathered: Accumulator, path: string): Accumulator {
  let loader;
  try {
    loader = target.loader.open(path);
  } catch (error) {
    if (error instanceof NeedsRemote) throw error;
    throw new KustomizeError(`loader.New ${quote(messageOf(error))}`, { cause: error });
  }
  const parent = target.origin === undefined ? target : { ...target, origin: appendPath(target.origin, path) };
  try {
    return addDirectory(parent, gathered, { loader, kind: "component" });
  } catch (error) {
    if (error instanceof NeedsRemote) throw error;
    throw new KustomizeError(`accumulateDirectory: ${quote(messageOf(error))}`, { cause: error });
  }
}

interface Directory {
  readonly loader: Loader;
  readonly kind: "base" | "component";
}

function addDirectory(parent: Target, gathered: Accumulator, { loader, kind }: Directory): Accumulator {
  const root = loader.root;
  const opened = { options: parent.options, loader, schemas: parent.schemas };
  const loaded = within(`couldn't make target for path '${root}'`, () => loadKustomization(opened));
  configureSchemas(opened, loaded.kustomization);
  refuseWrongKind(loaded.kustomization.kind ?? "", kind, root);
  const child: Target = {
    ...opened,
    ...loaded,
    origin: parent.origin,
    buildMetadata: parent.buildMetadata,
    addResources,
    chartNamespace: parent.kustomization.namespace || parent.chartNamespace,
  };
  const start = kind === "component" ? gathered : new Accumulator();
  const made = within(`recursed accumulation of path '${root}'`, () => accumulate(child, start));
  if (kind === "component") return made;
  within(`recursed merging from path '${root}'`, () => gathered.merge(made));
  return gathered;
}

function refuseWrongKind(kind: string, wanted: "base" | "component", root: string): void {
  if (wanted === "component" && kind !== COMPONENT_KIND) {
    throw new KustomizeError(`expected kind '${COMPONENT_KIND}' for path '${root}' but got '${kind}'`);
  }
  if (wanted === "base" && kind === COMPONENT_KIND) {
    throw new KustomizeError(`expected kind != '${COMPONENT_KIND}' for path '${root}'`);
  }
}

/**
 * Objects that are only for programs along the way do not come out. Throws when one has lost its kind or name, and when two of the others
 * have one id, where Kustomize panics.
 */
function dropLocal(map: ResMap): void {
  for (const resource of map.resources) if (!isEmpty(resource.node)) requireIdentity(resource);
  const isLocal = (value: string | undefined): boolean => value !== undefined && value !== "false";
  const kept = map.resources.filter(
    ({ node }) => !isLocal(metadataMap(node, "annotations").get(LOCAL_CONFIG_ANNOTATION)),
  );
  if (kept.length < map.resources.length) map.reset(kept);
  map.appendAnew();
}

function requireIdentity(resource: Resource): void {
  try {
    validateMeta(resource.node);
  } catch (error) {
    if ((field(resource.node, "metadata")?.kind ?? "mapping") !== "mapping") throw error;
    // Messages show what Kustomize remembers of the object.
    const shown = resource.copy();
    showState(shown);
    validateMeta(shown.node);
  }
}

function sort({ kustomization, options }: Target, map: ResMap): void {
  if (kustomization.sortOptions !== undefined) {
    if (options.reorder !== "unspecified") {
      options.log(
        "Warning: Sorting order is set both in 'kustomization.yaml' ('sortOptions') and in a CLI flag ('--reorder'). " +
          "Using the kustomization file over the CLI flag.",
      );
    }
    sortResources(map, kustomization.sortOptions);
  } else if (options.reorder !== "none") {
    sortResources(map, { order: "legacy" });
  }
}

function addManagedBy({ buildMetadata, options }: Target, map: ResMap): void {
  if (!options.managedByLabel && !buildMetadata.includes("managedByLabel")) return;
  const label = new Map([["app.kubernetes.io/managed-by", `kustomize-${KUSTOMIZE_VERSION}`]]);
  addEntries(map, label, [fieldSpec({ path: "metadata/labels", create: true })]);
}

function clean({ buildMetadata }: Target, map: ResMap): void {
  const origin = buildMetadata.includes("originAnnotations");
  const transformations = buildMetadata.includes("transformerAnnotations");
  for (const resource of map.resources) cleanAnnotations(resource, { origin, transformations });
}
