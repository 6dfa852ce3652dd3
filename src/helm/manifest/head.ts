/** The part of a manifest that decides its place (helm pkg/release/v1/util/manifest.go, SimpleHead). */
import { type Decoded, decode, mapOf, pointer, struct, text } from "../../yaml/typed/index.ts";
import type { Dialect } from "../dialect.ts";
import * as yaml from "../../yaml/index.ts";

const metadata = struct(
  'struct { Name string "json:\\"name\\""; Annotations map[string]string "json:\\"annotations\\"" }',
  { name: text, annotations: mapOf(text) },
);

const fields = { apiVersion: text, kind: text, metadata: pointer(metadata) } as const;
const HEAD = { helm3: struct("releaseutil.SimpleHead", fields), helm4: struct("util.SimpleHead", fields) };

const WANTED = new Set(["apiversion", "kind", "metadata", "name", "annotations"]);

export type Head = Decoded<(typeof HEAD)["helm4"]>;

/** Throws `GoError` for text that is no YAML, or no object. */
export function readHead(manifest: string, dialect: Dialect): Head {
  return decode(yaml.unmarshal(manifest, { wanted: WANTED }), HEAD[dialect], { plainNumbers: true });
}
