/** `kustomize edit remove` (kustomize 5.8.1, commands/edit/remove). */
import {
  KustomizationFile,
  matchPattern,
  parseBuildMetadata,
  patchOf,
  removePatch,
  sameNamespace,
  type EditContext,
  type Kustomization,
} from "../../../kustomize/edit/index.ts";
import type { RunContext } from "../../context.ts";
import { patchFlags } from "./flags.ts";
import { editFile, editingAfter, withEditContext } from "./session.ts";

type Part = { run(context: RunContext): Promise<void> };

function listing(field: "resources" | "transformers", missing: string): Part {
  return {
    run: (run) =>
      withEditContext(run, (context) => {
        if (run.args.length === 0) throw new Error(missing);
        editFile(context, (kustomization) => {
          const list = kustomization[field] ?? [];
          const matches = (path: string): boolean => run.args.some((pattern) => matchPattern(pattern, path));
          if (!list.some(matches)) return false;
          kustomization[field] = list.filter((path) => !matches(path));
          return true;
        });
      }),
  };
}

export const resource = listing("resources", "must specify a resource file");
export const transformer = listing("transformers", "must specify a transformer file");

export const patch = editingAfter(
  (_, flags) => patchOf(patchFlags(flags)),
  (kustomization, removed, { log }) => removePatch(kustomization, removed, log),
);

export const buildmetadata: Part = {
  run: (run) =>
    withEditContext(run, (context) => {
      const options = parseBuildMetadata(run.args);
      editFile(context, (kustomization) => {
        kustomization.buildMetadata = (kustomization.buildMetadata ?? []).filter((each) => !options.includes(each));
      });
    }),
};

/** Messages speak of labels where keys are checked, also for annotations: so does Kustomize. */
function metadata(field: "commonLabels" | "commonAnnotations", kind: "label" | "annotation"): Part {
  return {
    run: (run) =>
      withEditContext(run, (context) => {
        const keys = parseKeys(run.args);
        const ignore = run.flags.bool("ignore-non-existence");
        editFile(context, (kustomization) => removeKeys(kustomization, { field, kind, keys, ignore }));
      }),
  };
}

export const label = metadata("commonLabels", "label");
export const annotation = metadata("commonAnnotations", "annotation");

function parseKeys(args: readonly string[]): string[] {
  const [text, ...more] = args;
  if (text === undefined) throw new Error("must specify label");
  if (more.length > 0) throw new Error("labels must be comma-separated, with no spaces");
  const keys = text.split(",");
  if (keys.includes("")) throw new Error("invalid label: '' (name is empty)");
  return keys;
}

interface Removal {
  readonly field: "commonLabels" | "commonAnnotations";
  readonly kind: string;
  readonly keys: readonly string[];
  readonly ignore: boolean;
}

function removeKeys(kustomization: Kustomization, { field, kind, keys, ignore }: Removal): void {
  const map = kustomization[field];
  if (map === undefined && !ignore) throw new Error(`${field} is not defined in kustomization file`);
  for (const key of keys) {
    if (map?.delete(key) !== true && !ignore) throw new Error(`${kind} ${key} is not defined in kustomization file`);
  }
}

function generators(field: "configMapGenerator" | "secretGenerator", kind: "configmap" | "secret"): Part {
  return {
    run: (run) => withEditContext(run, (context) => removeGenerators(run, context, { field, kind })),
  };
}

export const configmap = generators("configMapGenerator", "configmap");
export const secret = generators("secretGenerator", "secret");

function removeGenerators(
  { args, flags }: RunContext,
  context: EditContext,
  { field, kind }: { field: "configMapGenerator" | "secretGenerator"; kind: string },
): void {
  const [text, ...more] = args;
  if (text === undefined) throw new Error(`at least one ${kind} name must be specified`);
  if (more.length > 0) {
    throw new Error(
      `too many arguments: [${args.join(" ")}]; to provide multiple ${kind}s to remove, ` +
        `please separate ${kind} names by commas`,
    );
  }
  const names = text.split(",");
  const file = attempt("could not read kustomization file", () => new KustomizationFile(context));
  const kustomization = attempt("could not read kustomization file contents", () => file.read());
  const list = kustomization[field] ?? [];
  const removed = list.filter(
    ({ name = "", namespace }) => names.includes(name) && sameNamespace(namespace, flags.string("namespace")),
  );
  if (removed.length === 0) throw new Error(`no specified ${kind}(s) were found in the kustomization.yaml file`);
  for (const name of names) {
    if (!removed.some((each) => each.name === name)) context.log(`${kind} ${name} doesn't exist in kustomization file`);
  }
  kustomization[field] = list.filter((each) => !removed.includes(each));
  file.write(kustomization);
}

function attempt<Result>(prefix: string, action: () => Result): Result {
  try {
    return action();
  } catch (error) {
    throw new Error(`${prefix}: ${(error as Error).message}`, { cause: error });
  }
}
