/** `kustomize cfg tree` (cmd/config 0.21). */
import { fromBytes } from "../../go/index.ts";
import { clean, join } from "../../go/path/index.ts";
import { filesFrom } from "../../base/index.ts";
import { drawTree, mayBeAt, readPackage, readText, splitFieldPath, type TreeField } from "../../kustomize/kio/index.ts";
import type { FlagValues, RunContext } from "../context.ts";
import { localItems } from "./cfg-local.ts";
import { PACKAGE_FILE } from "./cfg-packages.ts";
import { withoutUsage } from "./without-usage.ts";

export function run(context: RunContext): void {
  const fields = fieldsOf(context.flags);
  context.out.write(withoutUsage(() => draw(context, fields)));
}

function draw(context: RunContext, fields: readonly TreeField[]): string {
  const { args, flags } = context;
  const [folder = "."] = args;
  const root = folder === "-" ? "." : clean(folder);
  const items = folder === "-" ? readText(fromBytes(context.stdin())).items : readPackage(folder, context);
  const shown = localItems(items, flags);
  if (shown.length === 0) return "";
  const files = filesFrom(context);
  const isPackage = (path: string): boolean => mayBeAt(join(root, path, PACKAGE_FILE), files);
  return drawTree(shown, { root, fields, structure: flags.string("graph-structure"), isPackage });
}

/** Where containers are, in pods and in what makes pods. */
const CONTAINERS: readonly (readonly string[])[] = [
  ["spec", "containers"],
  ["spec", "template", "spec", "containers"],
  ["spec", "jobTemplate", "spec", "template", "spec", "containers"],
];

/** Flags that show a field of containers, in order; `replicas` and `ports` show more. */
const FLAGS = ["name", "image", "command", "args", "env", "replicas", "resources", "ports"] as const;

function fieldsOf(flags: FlagValues): TreeField[] {
  const own = flags.strings("field").map((path) => fieldAt(splitFieldPath(path)));
  const named = FLAGS.filter((flag) => flags.bool(flag) || (flags.bool("all") && !flags.changed(flag))).flatMap(
    (flag) => {
      if (flag === "replicas") return [fieldAt(["spec", "replicas"])];
      const inContainers = CONTAINERS.map((path) => fieldAt([...path, "[name=.*]", flag]));
      return flag === "ports" ? [...inContainers, fieldAt(["spec", "ports"])] : inContainers;
    },
  );
  return [...own, ...named];
}

function fieldAt(path: readonly string[]): TreeField {
  const text = path.join(".");
  const prefixes = CONTAINERS.map((containers) => containers.join(".")).sort((a, b) => b.length - a.length);
  const prefix = prefixes.find((each) => text.startsWith(each));
  if (prefix === undefined) return { path, name: text, subName: "" };
  return { path, name: prefix, subName: path.at(-1) ?? "" };
}
