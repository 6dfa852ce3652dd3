/** Handing objects to a program and taking back what it made of them (api 0.21, internal/plugins/utils). */
import { quote } from "../../go/strconv/index.ts";
import { formatId, idKey, type ResId } from "../../kube/index.ts";
import { marshal } from "../../yaml/index.ts";
import type { Value } from "../../go/index.ts";
import { KustomizeError } from "../error.ts";
import { metadataMap, setMetadataMap } from "../node/metadata.ts";
import { valueOf } from "../node/to-value.ts";
import { behaviorOf, isHashedWhole, showState } from "../resource/annotations.ts";
import { note } from "../resource/note.ts";
import { parseResources } from "../resource/parse.ts";
import type { Resource } from "../resource/resource.ts";
import { ResMap } from "../resource/res-map.ts";
import type { Schemas } from "../schema/schemas.ts";

const ID_ANNOTATION = "kustomize.config.k8s.io/id";
const HASH_ANNOTATION = "kustomize.config.k8s.io/needs-hash";
const BEHAVIOR_ANNOTATION = "kustomize.config.k8s.io/behavior";

/** Objects that a generator printed; annotations say how they join the others. */
export function readGenerated(text: string, schemas: Schemas): Resource[] {
  const resources = ResMap.of(parseResources(text, schemas)).resources;
  for (const resource of resources) takeOptions(resource);
  return [...resources];
}

function takeOptions(resource: Resource): void {
  const annotations = metadataMap(resource.node, "annotations");
  const hash = annotations.get(HASH_ANNOTATION);
  const behavior = annotations.get(BEHAVIOR_ANNOTATION) ?? "";
  if (hash !== undefined && !/^(?:1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/.test(hash)) {
    throw new KustomizeError(`the annotation ${quote(HASH_ANNOTATION)} contains an invalid value (${quote(hash)})`);
  }
  annotations.delete(HASH_ANNOTATION);
  annotations.delete(BEHAVIOR_ANNOTATION);
  setMetadataMap(resource.node, "annotations", annotations);
  if (hash !== undefined && /^[1tT]/.test(hash)) resource.needsHash = true;
  resource.behavior = behaviorOf(behavior);
  if (isHashedWhole(resource)) noteOptions(resource);
}

function noteOptions(resource: Resource): void {
  resource.isNoted = true;
  note(resource.node, "needsHashSuffix", "enabled");
  note(resource.node, "generatorBehavior", resource.behavior);
  setMetadataMap(resource.node, "annotations", metadataMap(resource.node, "annotations"));
}

export interface Exchange {
  /** Who runs, for messages. */
  readonly name: string;
  readonly schemas: Schemas;
  readonly run: (input: string) => string;
}

/** What comes back takes the place of what went out, by id; what does not come back is gone. */
export function exchange(map: ResMap, { name, schemas, run }: Exchange): void {
  const made = new ResMap();
  for (const resource of parseResources(run(inputOf(map)), schemas)) {
    const annotations = metadataMap(resource.node, "annotations");
    annotations.delete(ID_ANNOTATION);
    setMetadataMap(resource.node, "annotations", annotations);
    const id = resource.currentId;
    if (made.withCurrentId(id).length > 0) {
      throw new KustomizeError(`plugin ${name} generated duplicate resource: ${idJson(id)}`);
    }
    made.append(resource);
  }
  const returned = new Map(made.resources.map((resource) => [idKey(resource.currentId), resource]));
  const kept: Resource[] = [];
  for (const resource of map.resources) {
    const key = idKey(resource.currentId);
    const replacement = returned.get(key);
    if (replacement === undefined) continue;
    returned.delete(key);
    const { vars } = resource;
    resource.node = replacement.node;
    resource.takeStateOf(replacement);
    resource.vars = vars;
    kept.push(resource);
  }
  map.reset([...kept, ...returned.values()]);
}

function inputOf(map: ResMap): string {
  const copy = map.copy();
  return copy.resources
    .map((resource) => {
      showState(resource);
      const annotations = metadataMap(resource.node, "annotations");
      setMetadataMap(resource.node, "annotations", annotations.set(ID_ANNOTATION, idYaml(resource.currentId)));
      return marshal(valueOf(resource.node));
    })
    .join("---\n");
}

function idParts({ kind, group, version, name, namespace }: ResId): [string, Value][] {
  const parts: [string, Value][] = [
    ["group", group],
    ["version", version],
    ["kind", kind],
    ["name", name],
    ["namespace", namespace],
  ];
  return parts.filter(([, value]) => value !== "");
}

function idYaml(id: ResId): string {
  return marshal(new Map(idParts(id)));
}

function idJson(id: ResId): string {
  return idParts(id).length === 0 ? formatId(id) : JSON.stringify(Object.fromEntries(idParts(id)));
}
