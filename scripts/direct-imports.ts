/**
 * Names imported through an `index.ts` are imported from the module that declares them. The bundler would let whoever imports one name
 * of a folder load all that its `index.ts` leads to and that some command needs: `helm version` the HTTP client.
 */
import { existsSync, readFileSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";

/** Where a name is declared, and what it is called there. */
interface Declaration {
  readonly path: string;
  readonly name: string;
}

/** `import { … } from "./….ts"` and `export { … } from "./….ts"`, types left out. */
const FROM = /^(import|export) \{([^}]*)\} from "(\.[^"]+\.ts)";/gm;

export function withDirectImports(path: string, text: string): string {
  return text.replace(FROM, (all, word: string, names: string, target: string) => {
    const from = resolve(dirname(path), target);
    if (!existsSync(from)) return all;
    return namesOf(names)
      .map(({ name, as }) => {
        const declaration = declarationOf(from, name);
        return `${word} { ${declaration.name} as ${as} } from ${JSON.stringify(specifier(path, declaration.path))};`;
      })
      .join(" ");
  });
}

function specifier(from: string, to: string): string {
  const path = relative(dirname(from), to);
  return path.startsWith(".") ? path : `./${path}`;
}

function namesOf(list: string): { readonly name: string; readonly as: string }[] {
  return list
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "" && !item.startsWith("type "))
    .map((item) => {
      const [name = "", as = name] = item.split(" as ");
      return { name, as };
    });
}

function declarationOf(path: string, name: string): Declaration {
  const next = handedOn(path).get(name);
  return next === undefined ? { path, name } : declarationOf(next.path, next.name);
}

const handedOnBy = new Map<string, ReadonlyMap<string, Declaration>>();

/** What a module exports from others, by the name it gives it. */
function handedOn(path: string): ReadonlyMap<string, Declaration> {
  const known = handedOnBy.get(path);
  if (known !== undefined) return known;
  const exported = new Map<string, Declaration>();
  for (const [, word, names = "", target = ""] of readFileSync(path, "utf8").matchAll(FROM)) {
    if (word !== "export") continue;
    for (const { name, as } of namesOf(names)) exported.set(as, { path: resolve(dirname(path), target), name });
  }
  handedOnBy.set(path, exported);
  return exported;
}
