/** How Go's types write their fields, read from the source of the modules of test/cluster/go.mod: OpenAPI does not tell pointers, nor `omitempty`. Part of scripts/record-api.ts. */
import { readFileSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";

export interface GoField {
  readonly isPointer: boolean;
  readonly omitEmpty: boolean;
  readonly omitZero: boolean;
}

interface Struct {
  readonly fields: ReadonlyMap<string, GoField>;
  /** Full names of the structs that are inlined. */
  readonly inlined: readonly string[];
}

export interface GoModule {
  readonly path: string;
  readonly folder: string;
}

export function goModules(): GoModule[] {
  const names = ["api", "apimachinery", "apiextensions-apiserver", "kube-aggregator"].map((name) => `k8s.io/${name}`);
  const words = ["go", "list", "-m", "-f", "{{.Path}} {{.Dir}}", ...names];
  const { stdout } = Bun.spawnSync(words, { cwd: resolve(import.meta.dir, "../test/cluster") });
  return stdout
    .toString()
    .trim()
    .split("\n")
    .map((line) => {
      const [path = "", folder = ""] = line.split(" ");
      return { path, folder };
    });
}

/** By the names of OpenAPI: `io.k8s.api.core.v1.Pod`. */
export function goFields(): Map<string, Map<string, GoField>> {
  const structs = new Map<string, Struct>();
  for (const { path, folder } of goModules()) {
    for (const file of new Bun.Glob("**/*.go").scanSync({ cwd: folder, absolute: true })) {
      if (/_test\.go$|zz_generated|generated\.pb|\/(testdata|testing|test)\//.test(file)) continue;
      const place = [path, relative(folder, dirname(file))].filter(Boolean).join("/");
      readStructs(readFileSync(file, "utf8"), place, structs);
    }
  }
  return new Map([...structs].map(([name, struct]) => [openapiName(name), allFields(struct, structs)]));
}

/** `k8s.io/api/core/v1.Pod` is `io.k8s.api.core.v1.Pod`. */
const openapiName = (name: string): string => name.replace(/^k8s\.io\//, "io.k8s.").replaceAll("/", ".");

function readStructs(text: string, place: string, structs: Map<string, Struct>): void {
  const imports = new Map(
    [...text.matchAll(/^\s*(\w+)? ?"(k8s\.io\/[^"]+)"$/gm)].map(([, alias, path = ""]) => [
      alias ?? path.split("/").at(-1) ?? "",
      path,
    ]),
  );
  for (const [, name = "", body = ""] of text.matchAll(/^type (\w+) struct \{\n([\s\S]*?)^\}/gm)) {
    const fields = new Map<string, GoField>();
    const inlined: string[] = [];
    for (const [, words = "", tag = ""] of body.matchAll(/^\t(?!\/\/)([^`\n]+?)\s*`[^`\n]*json:"([^"]*)"/gm)) {
      const [json = "", ...options] = tag.split(",");
      const type = words.trim().split(/\s+/).slice(1).join(" ");
      if (json === "-") continue;
      if (options.includes("inline") || (json === "" && type === ""))
        inlined.push(fullName(type || words, place, imports));
      else
        fields.set(json, {
          isPointer: type.startsWith("*"),
          omitEmpty: options.includes("omitempty"),
          omitZero: options.includes("omitzero"),
        });
    }
    structs.set(`${place}.${name}`, { fields, inlined });
  }
}

function fullName(type: string, place: string, imports: ReadonlyMap<string, string>): string {
  const [scope, name] = type.replace("*", "").trim().split(".");
  return name === undefined ? `${place}.${scope}` : `${imports.get(scope ?? "") ?? ""}.${name}`;
}

function allFields({ fields, inlined }: Struct, structs: ReadonlyMap<string, Struct>): Map<string, GoField> {
  const below = inlined.flatMap((name) => {
    const struct = structs.get(name);
    return struct === undefined ? [] : [...allFields(struct, structs)];
  });
  return new Map([...below, ...fields]);
}
