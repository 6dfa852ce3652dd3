/**
 * Rewriting kustomization.yaml so that its comments and the order of its fields stay (kustomize 5.8, internal/kustfile).
 * Comments are kept before the field that follows them; those inside a field move in front of the next one.
 */
import { peek, type WritableFileSystem, writableFilesFrom } from "../../base/index.ts";
import { fromBytes, toBytes } from "../../go/index.ts";
import { KustomizeError } from "../error.ts";
import { decodeKustomization, fixKustomization, KUSTOMIZATION_FILES } from "../kustomization/read.ts";
import type { Kustomization } from "../kustomization/types.ts";
import { encodeField } from "./encode.ts";

/** The order of fields that were not in the file before. */
// prettier-ignore
const FIELD_ORDER: readonly (keyof Kustomization)[] = [
  "apiVersion", "kind", "metadata", "sortOptions", "resources", "bases", "namePrefix", "nameSuffix", "namespace", "crds",
  "commonLabels", "labels", "commonAnnotations", "patchesStrategicMerge", "patchesJson6902", "patches",
  "configMapGenerator", "secretGenerator", "helmCharts", "helmChartInflationGenerator", "helmGlobals",
  "generatorOptions", "vars", "images", "replacements", "replicas", "configurations", "generators", "transformers",
  "validators", "components", "openapi", "buildMetadata",
];

interface CommentedField {
  readonly name: keyof Kustomization;
  comment: string;
}

export interface Folder {
  readonly files: WritableFileSystem;
  /** Where the kustomization is, absolute. */
  readonly cwd: string;
}

export class KustomizationFile {
  readonly #files: WritableFileSystem;
  /** Its name in the folder. */
  readonly name: string;
  #fields: CommentedField[] = [];

  /** Throws when there is none, or more than one. */
  constructor(folder: Folder) {
    this.#files = writableFilesFrom(folder);
    const found = KUSTOMIZATION_FILES.filter((name) => peek(this.#files, name) !== undefined);
    const [name, ...more] = found;
    if (name === undefined) throw new KustomizeError(`Missing kustomization file '${KUSTOMIZATION_FILES[0]}'.\n`);
    if (more.length > 0) throw new KustomizeError(`Found multiple kustomization file: [${found.join(" ")}]\n`);
    this.name = name;
    if (peek(this.#files, name)?.kind === "directory") throw new KustomizeError(`${name} should be a file`);
  }

  /** The kustomization with deprecated fields folded into newer ones. */
  read(): Kustomization {
    const bytes = this.#files.read(this.name);
    const kustomization = decodeKustomization(bytes);
    fixKustomization(kustomization);
    this.#fields = commentedFields(fromBytes(bytes));
    return kustomization;
  }

  write(kustomization: Kustomization): void {
    this.#files.write(this.name, toBytes(this.#format(kustomization)));
  }

  #format(kustomization: Kustomization): string {
    const old = this.#fields.map(({ name, comment }) => comment + encodeField(name, kustomization));
    const known = new Set(this.#fields.map(({ name }) => name));
    const added = FIELD_ORDER.filter((name) => !known.has(name)).map((name) => encodeField(name, kustomization));
    return old.join("") + added.join("");
  }
}

/** The fields of a file in order, with the comments and blank lines before each; a last line without an end is not seen. */
function commentedFields(text: string): CommentedField[] {
  const fields: CommentedField[] = [];
  let comment = "";
  for (const line of text.split("\n").slice(0, -1)) {
    if (/^ *(?:#|$)/.test(line)) {
      comment += `${line}\n`;
      continue;
    }
    const name = fieldOf(line);
    const last = fields.at(-1);
    if (name !== undefined) fields.push({ name, comment });
    else if (last !== undefined) last.comment += comment;
    else continue;
    comment = "";
  }
  return fields;
}

function fieldOf(line: string): keyof Kustomization | undefined {
  const start = /^([A-Za-z0-9]+):/.exec(line)?.[1]?.toLowerCase();
  return start === undefined ? undefined : FIELD_ORDER.find((name) => name.toLowerCase() === start);
}
