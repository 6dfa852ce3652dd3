/**
 * Records the columns that a server shows of each kind, part of scripts/record-api.ts. The grammar is told in src/sandbox/wire/table/columns.ts, which
 * reads them.
 */
import { listAt, numberAt, textAt, type Cluster } from "../src/kube/index.ts";
import { builtinResources } from "../src/sandbox/schema/resources.ts";

const TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io";

export async function columnLines(cluster: Cluster): Promise<string[]> {
  const numbers = new Map<string, number>();
  const kinds: string[] = [];
  for (const { apiVersion, name, verbs } of builtinResources()) {
    if (!verbs.includes("list")) continue;
    const path = apiVersion.includes("/") ? `/apis/${apiVersion}/${name}` : `/api/${apiVersion}/${name}`;
    const { body } = await cluster.request({ method: "GET", path, accept: TABLE, query: { limit: "1" } });
    const columns = listAt(body, "columnDefinitions").map((column) =>
      [
        textAt(column, "name"),
        textAt(column, "type"),
        textAt(column, "format"),
        String(numberAt(column, "priority") ?? 0),
        textAt(column, "description").replaceAll("\n", "\\n"),
      ].join("|"),
    );
    for (const column of columns) if (!numbers.has(column)) numbers.set(column, numbers.size);
    kinds.push([`@${apiVersion}/${name}`, ...columns.map((column) => numbers.get(column))].join(" "));
  }
  return [...numbers.keys(), ...kinds];
}
