/** `kustomize edit add` (kustomize 5.8.1, commands/edit/add). */
import { peek } from "../../../base/index.ts";
import { filesFrom } from "../../../base/index.ts";
import {
  addGenerator,
  addPatch,
  expandPatterns,
  expandTargets,
  parseBuildMetadata,
  parsePairs,
  patchToAdd,
  type EditContext,
  type Kustomization,
} from "../../../kustomize/edit/index.ts";
import type { RunContext } from "../../context.ts";
import { addFlags, patchFlags } from "./flags.ts";
import { editFile, editingAfter, withEditContext } from "./session.ts";

type Part = { run(context: RunContext): Promise<void> };

/** Appends what the arguments match to a list; what is there already is reported. */
function listing(
  field: "resources" | "components" | "generators" | "transformers",
  options: { missing: string; expand: (context: EditContext, args: readonly string[], run: RunContext) => string[] },
): Part {
  return {
    run: (run) =>
      withEditContext(run, (context) => {
        if (run.args.length === 0) throw new Error(options.missing);
        const paths = options.expand(context, run.args, run);
        if (paths.length === 0) return;
        editFile(context, (kustomization, file) => {
          const skipsItself = field === "resources" || field === "components";
          const list = [...(kustomization[field] ?? [])];
          for (const path of paths) {
            if (skipsItself && path === file) continue;
            if (list.includes(path)) context.log(`${field.slice(0, -1)} ${path} already in kustomization file`);
            else list.push(path);
          }
          kustomization[field] = list;
        });
      }),
  };
}

export const resource = listing("resources", {
  missing: "must specify a resource file",
  expand: (context, args, { flags }) => (flags.bool("no-verify") ? [...args] : expandTargets(context, args)),
});
export const component = listing("components", { missing: "must specify a component file", expand: expandTargets });
export const generator = listing("generators", {
  missing: "must specify a yaml file which contains a generator plugin resource",
  expand: expandPatterns,
});
export const transformer = listing("transformers", {
  missing: "must specify a yaml file which contains a transformer plugin resource",
  expand: expandPatterns,
});

export const base: Part = {
  run: (run) =>
    withEditContext(run, (context) => {
      const [text, ...more] = run.args;
      if (text === undefined || more.length > 0) throw new Error("must specify a base directory");
      editFile(context, (kustomization) => {
        const resources = [...(kustomization.resources ?? [])];
        const files = filesFrom(run);
        for (const path of text.split(",")) {
          if (peek(files, path) === undefined) throw new Error(`${path} does not exist`);
          if (resources.includes(path)) throw new Error(`base ${path} already in kustomization file`);
          resources.push(path);
        }
        kustomization.resources = resources;
      });
    }),
};

export const buildmetadata = editingAfter(parseBuildMetadata, (kustomization, options) => {
  const list = [...(kustomization.buildMetadata ?? [])];
  for (const option of options) {
    if (list.includes(option)) throw new Error(`buildMetadata option ${option} already in kustomization file`);
    list.push(option);
  }
  kustomization.buildMetadata = list;
});

export const configmap: Part = {
  run: (run) => withEditContext(run, (context) => addGenerator("configmap", run.args, addFlags(run), context)),
};

export const secret: Part = {
  run: (run) => withEditContext(run, (context) => addGenerator("secret", run.args, addFlags(run), context)),
};

export const patch = editingAfter(
  (_, flags) => patchToAdd(patchFlags(flags)),
  (kustomization, added, { log }) => addPatch(kustomization, added, log),
);

export const annotation: Part = {
  run: (run) =>
    withEditContext(run, (context) => {
      const pairs = parseMetadata(run, "annotation");
      editFile(context, (kustomization) => {
        const map = (kustomization.commonAnnotations ??= new Map());
        for (const [key, value] of pairs)
          addPair(map, { kind: "annotation", key, value, force: run.flags.bool("force") });
      });
    }),
};

export const label: Part = {
  run: (run) =>
    withEditContext(run, (context) => {
      const pairs = parseMetadata(run, "label");
      editFile(context, (kustomization) => {
        const map = run.flags.bool("without-selector")
          ? labelsWithoutSelector(kustomization, run.flags.bool("include-templates"))
          : (kustomization.commonLabels ??= new Map());
        for (const [key, value] of pairs) addPair(map, { kind: "label", key, value, force: run.flags.bool("force") });
      });
    }),
};

function parseMetadata({ args, flags }: RunContext, kind: "annotation" | "label"): Map<string, string> {
  if (args.length === 0) throw new Error(`must specify ${kind}`);
  if (kind === "label" && flags.bool("include-templates") && !flags.bool("without-selector")) {
    throw new Error("--without-selector flag must be specified for --include-templates to work");
  }
  return parsePairs(args, kind);
}

/** The pairs of the first entry of `labels` with these settings. */
function labelsWithoutSelector(kustomization: Kustomization, includeTemplates: boolean): Map<string, string> {
  const labels = (kustomization.labels ??= []);
  let entry = labels.find(
    (each) => each.includeSelectors !== true && (each.includeTemplates === true) === includeTemplates,
  );
  if (entry === undefined) labels.push((entry = includeTemplates ? { includeTemplates } : {}));
  return (entry.pairs ??= new Map());
}

interface Pair {
  readonly kind: string;
  readonly key: string;
  readonly value: string;
  readonly force: boolean;
}

function addPair(map: Map<string, string>, { kind, key, value, force }: Pair): void {
  if (map.has(key) && !force) {
    throw new Error(`${kind} ${key} already in kustomization file. Use --force to override.`);
  }
  map.set(key, value);
}
