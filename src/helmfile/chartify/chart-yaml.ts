/** The dependencies in Chart.yaml of a chart that is made anew (chartify 0.28, requirements.go, replace.go). */
import { type GoMap, type Value } from "../../go/index.ts";
import { decodeNode, marshalPretty, type Node, parseNodes } from "../../yaml/index.ts";
import { readMap } from "../load/environment-values.ts";
import { fieldOf, textOf } from "./text-fields.ts";

/** What is kept of a dependency: tags are not. */
export interface ChartDependency {
  readonly name: string;
  readonly repository: string;
  readonly condition: string;
  readonly alias: string;
  readonly version: string;
  readonly importValues: readonly Value[];
}

/** Those of Chart.yaml or requirements.yaml. Throws `GoError`. */
export function dependenciesIn(text: string): ChartDependency[] {
  const root = parseNodes(text)[0]?.content[0];
  return (fieldOf(root, "dependencies")?.content ?? []).map((each) => ({
    name: textOf(fieldOf(each, "name")),
    repository: textOf(fieldOf(each, "repository")),
    condition: textOf(fieldOf(each, "condition")),
    alias: textOf(fieldOf(each, "alias")),
    version: textOf(fieldOf(each, "version")),
    importValues: (fieldOf(each, "import-values")?.content ?? []).map((value) => decodeNode(documentOf(value))),
  }));
}

const documentOf = (node: Node): Node => ({ ...node, kind: "document", tag: "", value: "", content: [node] });

/** Chart.yaml with these dependencies and no others. Throws `GoError`. */
export function withDependencies(text: string, dependencies: readonly ChartDependency[]): string {
  const meta: GoMap = new Map(readMap(text));
  meta.delete("dependencies");
  if (dependencies.length > 0) meta.set("dependencies", dependencies.map(dependencyMap));
  return marshalPretty(meta);
}

function dependencyMap({ importValues, ...texts }: ChartDependency): GoMap {
  const fields: GoMap = new Map(Object.entries(texts).filter(([, text]) => text !== ""));
  return importValues.length === 0 ? fields : fields.set("import-values", [...importValues]);
}

/** Chart.yaml or Chart.lock whose relative `file://` repositories count from `place`; `undefined` where there are none. */
export function withPlacedRepositories(text: string, place: (path: string) => string): string | undefined {
  const meta: GoMap = new Map(readMap(text));
  const dependencies = meta.get("dependencies");
  if (!Array.isArray(dependencies)) return undefined;
  let placed = false;
  const all = dependencies.map((each): Value => {
    const repository = each instanceof Map ? each.get("repository") : undefined;
    if (!(each instanceof Map) || typeof repository !== "string" || !/^file:\/\/(?!\/)/.test(repository)) return each;
    placed = true;
    return new Map(each).set("repository", `file://${place(repository.slice("file://".length))}`);
  });
  return placed ? marshalPretty(meta.set("dependencies", all)) : undefined;
}
