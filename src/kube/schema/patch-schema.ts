/** Reads the table of patch tags, one definition when it is asked for. */
import { DEFINITIONS, TYPES } from "./patch-tags.ts";

/** How a strategic merge patch treats one field. */
export interface PatchField {
  /** A list that is merged, by this key of its elements; empty for a list of plain values. */
  readonly mergeKey: string | undefined;
  /** Keys of the object that a patch does not name are dropped. */
  readonly retainKeys: boolean;
  /** Of the object, or of the elements of the list. */
  readonly schema: PatchSchema;
}

export type PatchSchema = (name: string) => PatchField;

const PLAIN_FIELD: PatchField = { mergeKey: undefined, retainKeys: false, schema: () => PLAIN_FIELD };
const PLAIN: PatchSchema = () => PLAIN_FIELD;

let types: ReadonlyMap<string, string> | undefined;
let lines: readonly string[] | undefined;
const definitions = new Map<string, PatchSchema>();

/** The schema of one of Kubernetes' own types; undefined for any other. */
export function patchSchema(apiVersion: string, kind: string): PatchSchema | undefined {
  types ??= new Map(TYPES.trim().split("\n").flatMap(kindsOf));
  const number = types.get(`${apiVersion} ${kind}`);
  return number === undefined ? undefined : definition(number);
}

function kindsOf(line: string): [string, string][] {
  const [apiVersion = "", ...kinds] = line.split(" ");
  return kinds.map((word) => {
    const [kind = "", number = ""] = word.split(":");
    return [`${apiVersion} ${kind}`, number];
  });
}

function definition(number: string): PatchSchema {
  if (number === "") return PLAIN;
  let known = definitions.get(number);
  if (known === undefined) definitions.set(number, (known = parse(Number(number))));
  return known;
}

const FIELD = /^([^![>]+)(!)?(?:\[([^>]*))?(?:>(\d+))?$/;

function parse(number: number): PatchSchema {
  lines ??= DEFINITIONS.trim().split("\n");
  const fields = new Map<string, PatchField>();
  for (const word of (lines[number] ?? "").split(" ")) {
    const [, name = "", retain, mergeKey, below = ""] = FIELD.exec(word) ?? [];
    fields.set(name, { mergeKey, retainKeys: retain !== undefined, schema: (field) => definition(below)(field) });
  }
  return (name) => fields.get(name) ?? PLAIN_FIELD;
}
