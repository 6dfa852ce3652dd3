/**
 * kubectl keeps what it applied on the client in an annotation. When it applies on the server, what stands there is its own to change, and the
 * annotation follows (apimachinery 0.36 managedfields/internal: lastappliedmanager.go, lastappliedupdater.go).
 */
import { marshal } from "../../go/json/index.ts";
import { isObject, objectAt, parseJson, textAt, toValue, type JsonObject, type JsonValue } from "../../kube/index.ts";
import { areTooLarge } from "../admit/names.ts";
import { difference, EMPTY, memberPaths, type FieldSet } from "./field-set.ts";
import { compare, fieldsOf } from "./fields-of.ts";
import { applied, ApplyConflict, withoutManagers, type Applied, type Writer } from "./managed-fields.ts";
import { typedErrors } from "./typed.ts";

const LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";
/** Whoever applies under another name has nothing to do with it. */
const KUBECTL = "kubectl";

/** As `applied`, which is all of it for any other manager. Throws the same. */
export function appliedByKubectl(versions: Applied, writer: Writer, force: boolean): JsonObject {
  if (writer.manager !== KUBECTL) return applied(versions, writer, force);
  return withLastApplied(appliedOverOwn(versions, writer, force), versions.wanted);
}

function appliedOverOwn(versions: Applied, writer: Writer, force: boolean): JsonObject {
  try {
    return applied(versions, writer, force);
  } catch (error) {
    if (!(error instanceof ApplyConflict)) throw error;
    const own = new Set(memberPaths(fieldsOfLastApplied(versions)));
    const conflicts = error.conflicts.filter(({ path }) => !own.has(path));
    if (conflicts.length > 0) throw new ApplyConflict(conflicts);
    return applied(versions, writer, true);
  }
}

/** What it applied the last time and nobody has changed since. */
function fieldsOfLastApplied({ live, wanted, schema }: Applied): FieldSet {
  const last = read(textAt(live, "metadata", "annotations", LAST_APPLIED));
  if (!isObject(last) || last["apiVersion"] !== wanted["apiVersion"] || typedErrors(last, schema).length > 0)
    return EMPTY;
  const { modified, added, removed } = compare(last, withoutManagers(live), schema);
  return [modified, added, removed].reduce(difference, fieldsOf(last, schema));
}

function read(text: string): JsonValue {
  try {
    return parseJson(text);
  } catch {
    return null;
  }
}

function withLastApplied(object: JsonObject, config: JsonObject): JsonObject {
  if (textAt(object, "metadata", "annotations", LAST_APPLIED) === "") return object;
  const annotations = { ...objectAt(object, "metadata", "annotations"), [LAST_APPLIED]: textOf(config) };
  // Where there is no room for it, it goes.
  const kept = areTooLarge(annotations) ? withoutLastApplied(annotations) : annotations;
  return { ...object, metadata: { ...objectAt(object, "metadata"), annotations: kept } };
}

function textOf(config: JsonObject): string {
  const metadata = objectAt(config, "metadata");
  const hasAnnotations = (metadata["annotations"] ?? null) !== null;
  const kept = hasAnnotations ? { annotations: withoutLastApplied(objectAt(metadata, "annotations")) } : {};
  return `${marshal(toValue({ ...config, metadata: { ...metadata, ...kept } }))}\n`;
}

function withoutLastApplied(annotations: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(annotations).filter(([name]) => name !== LAST_APPLIED));
}
