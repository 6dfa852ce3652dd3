/** A kustomization as the one template of a chart (chartify 0.28, kustomize.go). */
import { fromBytes, GoError } from "../../../go/index.ts";
import { absolute, join, relative } from "../../../go/path/index.ts";
import { kustomizeValues, type State } from "../../../helmfile/index.ts";
import { CommandError } from "../../context.ts";
import { otherProgram, ownKustomize, type Program } from "../program.ts";
import type { StateContext } from "../site.ts";
import type { Making } from "./making.ts";
import { output } from "./program-error.ts";

const OWN = "kustomize";
const KUBECTL = "kubectl kustomize";

export function kustomizeOf(context: StateContext, { spec }: State): Program {
  const { kustomizeBinary } = context.settings;
  const binary = kustomizeBinary === OWN ? (spec.kustomizeBinary ?? OWN) : kustomizeBinary;
  return binary === OWN ? ownKustomize(context) : otherProgram(context, binary);
}

/** `kubectl kustomize` has no further word for it. */
export function buildWord({ name }: Program): string[] {
  return name === KUBECTL ? [] : ["build"];
}

/** Before Kustomize 4 its flags were spelled otherwise. */
async function isOld({ kustomize, site }: Making): Promise<boolean> {
  if (kustomize.name === OWN || kustomize.name === KUBECTL) return false;
  const text = (await output(kustomize, ["version"], site.world.cwd)).trim();
  const major = /v([0-9]+)/.exec(text.startsWith("v") ? text : `v${text}`)?.[1];
  if (major === undefined) throw new GoError(`unable to find semver info in ${text}`);
  return Number(major) <= 3;
}

export async function alphaPluginsFlag(making: Making): Promise<string> {
  return (await isOld(making)) ? "--enable_alpha_plugins" : "--enable-alpha-plugins";
}

/** Throws `GoError`. */
export async function buildKustomization(making: Making): Promise<void> {
  const { folder, site, kustomize, source, valuesFiles, release, setFlags } = making;
  const { context, world } = site;
  const texts = valuesFiles.map((path) => fromBytes(world.files.read(path)));
  const values = kustomizeValues(texts, release.namespace ?? "");
  if (setFlags.length > 0) throw setRefused();
  const base = relative(context.files.realPath(folder.path), absolute(source, world.cwd));
  folder.write("kustomization.yaml", `bases:\n- ${base}\n`);
  const edits = [
    ...(values.images.length === 0 ? [] : [["image", ...values.images]]),
    ...(values.namePrefix === "" ? [] : [["nameprefix", values.namePrefix]]),
    // A suffix may begin with a dash.
    ...(values.nameSuffix === "" ? [] : [["namesuffix", "--", values.nameSuffix]]),
    ...(values.namespace === "" ? [] : [["namespace", values.namespace]]),
  ];
  if (kustomize.name === KUBECTL && edits.length > 0) throw editRefused(edits[0]?.[0] ?? "");
  for (const words of edits) await output(kustomize, ["edit", "set", ...words], folder.path);
  const flags = [
    await alphaPluginsFlag(making),
    (await isOld(making)) ? "--load_restrictor=none" : "--load-restrictor=LoadRestrictionsNone",
    ...["--enable-helm", `--helm-command=${site.helm.program.name}`],
  ];
  const path = join(folder.path, "templates/kustomized.yaml");
  const said = await output(kustomize, ["-o", path, ...buildWord(kustomize), ...flags, folder.path], folder.path);
  // What it said, which is nothing.
  context.out.write(`${said}\n`);
  folder.remove("kustomization.yaml");
}

const PANIC_EXIT_CODE = 2;

/** Where Helmfile panics. */
function setRefused(): CommandError {
  return new CommandError("--set is not yet supported for kustomize-based apps! Use -f/--values flag instead.", {
    exitCode: PANIC_EXIT_CODE,
  });
}

const EDITED: Readonly<Record<string, string>> = {
  image: "images",
  nameprefix: "namePrefix",
  namesuffix: "nameSuffix",
  namespace: "namespace",
};

function editRefused(word: string): GoError {
  const field = EDITED[word] ?? word;
  return new GoError(
    `setting ${field} via Chartify values files or kustomize build options is not supported when using 'kubectl kustomize'. Please set ${field} directly in your kustomization.yaml file`,
  );
}
