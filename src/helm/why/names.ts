/** How `lade why` names objects. */
import type { Document } from "./documents.ts";
import { apiOf } from "./target.ts";

/** `kind/name` */
export function nameOf({ kind, name }: Pick<Document, "kind" | "name">): string {
  return `${kind.toLowerCase()}/${name}`;
}

/** Each object once, with as much before its name as it takes to tell them apart. */
export function distinctNames(documents: readonly Document[]): string[] {
  const all = [...new Map(documents.map((document) => [fullName(document), document])).values()];
  const forms = [nameOf, withNamespace, withGroup, fullName];
  const names = forms.map((form) => [...new Set(all.map(form))]);
  return names.find(({ length }) => length === all.length) ?? [];
}

function withNamespace(document: Document): string {
  const { namespace } = document;
  return namespace === "" ? nameOf(document) : `${namespace}/${nameOf(document)}`;
}

function withGroup(document: Document): string {
  const [group] = apiOf(document);
  return nameOf({ ...document, kind: group === "" ? document.kind : `${document.kind}.${group}` });
}

/** Of the same kind, group, namespace and name is the same object. */
function fullName(document: Document): string {
  const { namespace } = document;
  return namespace === "" ? withGroup(document) : `${namespace}/${withGroup(document)}`;
}
