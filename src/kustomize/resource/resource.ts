/**
 * An object on its way through a build: its nodes, and what Kustomize remembers of it in internal annotations (api 0.21,
 * resource.go): former ids, prefixes and suffixes, how a generator wants it merged. Here that is state of its own; the
 * annotations appear only where a program or a patch would see them (`annotations.ts`), or are part of the hash.
 */
import { effectiveNamespace, gvkOf, parseApiVersion, type ResId } from "../../kube/index.ts";
import { apiVersionOf, kindOf, nameOf, namespaceOf } from "../node/metadata.ts";
import { copyNode, type Node } from "../node/node.ts";
import type { Schemas } from "../schema/schemas.ts";
import { note } from "./note.ts";
import type { History } from "./trace.ts";

/** Empty for what no generator made. */
export type Behavior = "" | "unspecified" | "create" | "replace" | "merge";

interface FormerId {
  readonly name: string;
  readonly namespace: string;
  readonly kind: string;
}

export class Resource {
  /** Ids it had before names, namespaces or kinds changed, oldest first. */
  formerIds: FormerId[] = [];
  prefixes: string[] = [];
  suffixes: string[] = [];
  behavior: Behavior = "";
  needsHash = false;
  allowNameChange = false;
  allowKindChange = false;
  fromHelm = false;
  /** Whether the annotations stand in the object all the time, because its hash covers them. */
  isNoted = false;
  /** Names of the `vars` whose value stands in this object. */
  vars: string[] = [];
  /** Who set which field; only in traced builds. */
  history: History | undefined;

  constructor(
    public node: Node,
    readonly schemas: Schemas,
  ) {}

  get kind(): string {
    return kindOf(this.node);
  }

  get name(): string {
    return nameOf(this.node);
  }

  get namespace(): string {
    return namespaceOf(this.node);
  }

  get currentId(): ResId {
    const apiVersion = apiVersionOf(this.node);
    const kind = this.kind;
    const clusterScoped = this.schemas.isClusterScoped(apiVersion, kind);
    return { ...gvkOf(apiVersion, kind), name: this.name, namespace: this.namespace, clusterScoped };
  }

  /** Former ids, oldest first, in the group and version the object has now. */
  get previousIds(): ResId[] {
    if (this.formerIds.length === 0) return [];
    const { group, version } = parseApiVersion(apiVersionOf(this.node));
    return this.formerIds.map((id) => ({ ...id, group, version, clusterScoped: false }));
  }

  /** The id it came with. */
  get originalId(): ResId {
    return this.previousIds[0] ?? this.currentId;
  }

  /** All ids, former ones first. */
  get anyIds(): ResId[] {
    return [...this.previousIds, this.currentId];
  }

  storePreviousId(): void {
    const id = this.currentId;
    this.formerIds.push({ name: id.name, namespace: effectiveNamespace(id), kind: id.kind });
    if (!this.isNoted) return;
    note(this.node, "previousNames", this.formerIds.map(({ name }) => name).join(","));
    note(this.node, "previousNamespaces", this.formerIds.map(({ namespace }) => namespace).join(","));
    note(this.node, "previousKinds", this.formerIds.map(({ kind }) => kind).join(","));
  }

  /** Remembers a prefix or suffix that its name is about to get. */
  storeAffix(kind: "prefixes" | "suffixes", text: string): void {
    this[kind].push(text);
    if (this.isNoted) note(this.node, kind, this[kind].join(","));
  }

  copy(): Resource {
    const copy = new Resource(copyNode(this.node), this.schemas);
    copy.takeStateOf(this);
    return copy;
  }

  /** Takes over everything but the nodes. */
  takeStateOf(other: Resource): void {
    this.formerIds = [...other.formerIds];
    this.prefixes = [...other.prefixes];
    this.suffixes = [...other.suffixes];
    this.behavior = other.behavior;
    this.needsHash = other.needsHash;
    this.allowNameChange = other.allowNameChange;
    this.allowKindChange = other.allowKindChange;
    this.fromHelm = other.fromHelm;
    this.isNoted = other.isNoted;
    this.vars = [...other.vars];
    this.history = other.history;
  }
}
