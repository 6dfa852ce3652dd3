/** The metaschemas that need not be loaded. */
import { LATEST } from "./draft.ts";
import type { JsonObject } from "./json.ts";
import { draft4 } from "./metaschemas/draft-04.ts";
import { draft6 } from "./metaschemas/draft-06.ts";
import { draft7 } from "./metaschemas/draft-07.ts";
import { draft2019 } from "./metaschemas/draft-2019.ts";
import { draft2020 } from "./metaschemas/draft-2020.ts";

const DOCUMENTS: Record<string, () => JsonObject> = { ...draft4, ...draft6, ...draft7, ...draft2019, ...draft2020 };

/** `undefined` for any other URL; http and https are the same. */
export function metaDocument(url: string): JsonObject | undefined {
  const path = /^https?:\/\/(json-schema\.org\/.*)$/.exec(url)?.[1];
  if (path === undefined) return undefined;
  if (path === "json-schema.org/schema") return DOCUMENTS[LATEST.url]?.();
  return (DOCUMENTS[`http://${path}`] ?? DOCUMENTS[`https://${path}`])?.();
}
