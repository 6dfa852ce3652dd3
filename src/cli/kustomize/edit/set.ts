/** `kustomize edit set` (kustomize 5.8.1, commands/edit/set). */
import {
  parseBuildMetadata,
  parsePairs,
  setGenerator,
  setImages,
  setReplicaCounts,
  type Kustomization,
} from "../../../kustomize/edit/index.ts";
import type { RunContext } from "../../context.ts";
import { setFlags } from "./flags.ts";
import { editingAfter, withEditContext } from "./session.ts";

type Part = { run(context: RunContext): Promise<void> };

function single(field: "namePrefix" | "nameSuffix" | "namespace", what: string): Part {
  const parse = (args: readonly string[]): string => {
    const [value, ...more] = args;
    if (value !== undefined && more.length === 0) return value;
    throw new Error(`must specify exactly one ${what} value`);
  };
  return editingAfter(parse, (kustomization, value) => {
    kustomization[field] = value;
  });
}

export const nameprefix = single("namePrefix", "prefix");
export const namesuffix = single("nameSuffix", "suffix");
export const namespace = single("namespace", "namespace");

const ANNOTATION_KEY =
  /^([a-zA-Z](([-a-zA-Z0-9.]{0,251})[a-zA-Z0-9])?\/)?[a-zA-Z0-9]([-a-zA-Z0-9_.]{0,61}[a-zA-Z0-9])?$/;

export const annotation = editingAfter(
  (args) => {
    if (args.length === 0) throw new Error("must specify annotation");
    const pairs = parsePairs(args, "annotation");
    if ([...pairs.keys()].every((key) => ANNOTATION_KEY.test(key))) return pairs;
    throw new Error(
      "invalid annotation key: see the syntax and character set rules at " +
        "https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/",
    );
  },
  (kustomization, pairs) => {
    kustomization.commonAnnotations = new Map([...(kustomization.commonAnnotations ?? []), ...pairs]);
  },
);

export const label = editingAfter(
  (args) => {
    if (args.length === 0) throw new Error("must specify label");
    return parsePairs(args, "label");
  },
  (kustomization, pairs) => {
    kustomization.commonLabels = new Map([...(kustomization.commonLabels ?? []), ...pairs]);
  },
);

export const buildmetadata = editingAfter(parseBuildMetadata, (kustomization, options) => {
  kustomization.buildMetadata = options;
});

/** Faulty arguments are reported even where there is no file. */
function checked(change: (kustomization: Kustomization, args: readonly string[]) => void): Part {
  return editingAfter((args) => {
    change({}, args);
    return args;
  }, change);
}

export const image = checked(setImages);
export const replicas = checked(setReplicaCounts);

export const configmap: Part = {
  run: (run) => withEditContext(run, (context) => setGenerator("configmap", run.args, setFlags(run), context)),
};

export const secret: Part = {
  run: (run) => withEditContext(run, (context) => setGenerator("secret", run.args, setFlags(run), context)),
};
