/** What a SOPS file says of itself under `sops` (sops 3.13, stores/metadata.go, stores/stores.go). */
import { compareStrings, GoError } from "../go/index.ts";
import { quote } from "../go/strconv/index.ts";
import { formatTime, parseTime, RFC3339, UTC } from "../go/time/index.ts";
import { unflatten } from "./flatten.ts";
import type { Rules } from "./rules.ts";
import { TreeBranch, type TreeBranches, type TreeItem } from "./tree.ts";
import { type Fields, WeakDecoder } from "./weak-decode.ts";

export interface MasterKey {
  readonly type: "age" | "pgp" | "kms" | "gcp_kms" | "hckms" | "azure_kv" | "hc_vault";
  /** As errors call it: age's recipient, a fingerprint, an address. */
  readonly name: string;
  /** The data key, encrypted for it. */
  readonly encrypted: string;
}

/** Each of its keys opens the same part of the data key. */
export type KeyGroup = readonly MasterKey[];

export interface Metadata {
  readonly keyGroups: readonly KeyGroup[];
  /** How many groups are needed; 0 where there is one. */
  readonly shamirThreshold: number;
  /** RFC 3339, whole seconds: the MAC is authenticated with it. */
  readonly lastModified: string;
  readonly mac: string;
  readonly macOnlyEncrypted: boolean;
  readonly version: string;
  readonly rules: Rules;
}

/** How deep a format can nest: all of it, one level below `sops`, or not at all (`sops_mac`). */
export type Nesting = "full" | "below sops" | "none";

export interface EncryptedTree {
  readonly branches: TreeBranches;
  readonly metadata: Metadata;
}

const KEY = "sops";
const PREFIX = "sops_";
const NOT_FOUND = "sops metadata not found";

export interface ExtractOptions {
  readonly nesting: Nesting;
  /** Whether metadata of nothing counts: only in YAML is an empty map of Go's another thing than none. */
  readonly mayBeEmpty?: boolean;
}

/** Takes the metadata out of a tree. Throws `GoError`. */
export function extractMetadata(
  branches: TreeBranches,
  { nesting, mayBeEmpty = false }: ExtractOptions,
): EncryptedTree {
  const { rest, items } = nesting === "none" ? prefixed(branches) : named(branches);
  if (items === undefined || (items.length === 0 && !mayBeEmpty)) throw new GoError(NOT_FOUND);
  return { branches: rest, metadata: readMetadata(nested(items, nesting)) };
}

interface Split {
  readonly rest: TreeBranches;
  readonly items: readonly TreeItem[] | undefined;
}

/** Under `sops` of the first document; what stands there in the others is dropped. */
function named(branches: TreeBranches): Split {
  let items: readonly TreeItem[] | undefined;
  const rest = branches.map((branch, i) => {
    const found = branch.items.filter(({ key }) => key === KEY);
    if (found.length === 0) return branch;
    if (i === 0) items = metadataItems(found);
    return new TreeBranch(branch.items.filter(({ key }) => key !== KEY));
  });
  return { rest, items };
}

function metadataItems(found: readonly TreeItem[]): readonly TreeItem[] {
  const [first] = found;
  if (!(first?.value instanceof TreeBranch)) throw new GoError(`Found ${KEY} entry that is not a mapping`);
  if (found.length > 1) throw new GoError(`Found duplicate ${KEY} entry`);
  return first.value.items;
}

function prefixed([first, ...others]: TreeBranches): Split {
  const isMetadata = ({ key }: TreeItem): boolean => typeof key === "string" && key.startsWith(PREFIX);
  const items = (first?.items ?? []).filter(isMetadata);
  if (first === undefined || items.length === 0) return { rest: [], items: undefined };
  return {
    rest: [new TreeBranch(first.items.filter((item) => !isMetadata(item))), ...others],
    items: items.map(({ key, value }) => ({ key: String(key).slice(PREFIX.length), value })),
  };
}

function nested(items: readonly TreeItem[], nesting: Nesting): TreeBranch {
  if (nesting === "full") return new TreeBranch(items);
  return unflatten(nesting === "none" ? items : items.map(withLineBreaks));
}

/** INI files escape line breaks of metadata. */
function withLineBreaks({ key, value }: TreeItem): TreeItem {
  return { key, value: typeof value === "string" ? value.replaceAll("\\n", "\n") : value };
}

function readMetadata(branch: TreeBranch): Metadata {
  const decoder = new WeakDecoder();
  const fields = decoder.fields(branch);
  const read = {
    lastModified: fields.text("lastmodified"),
    mac: fields.text("mac"),
    version: fields.text("version"),
    shamirThreshold: fields.int("shamir_threshold"),
    macOnlyEncrypted: fields.bool("mac_only_encrypted"),
    rules: readRules(fields),
    own: readGroup(fields),
    groups: fields.structs("key_groups").map(readGroup),
  };
  decoder.finish();
  const { own, groups, ...rest } = read;
  return {
    ...rest,
    lastModified: formatTime(parseTime(RFC3339, read.lastModified, { fallback: UTC, local: UTC }), RFC3339),
    keyGroups: checkedGroups(own, groups),
    rules: checkedRules(read.rules),
  };
}

function readRules(fields: Fields): Rules {
  return {
    unencryptedSuffix: fields.text("unencrypted_suffix"),
    encryptedSuffix: fields.text("encrypted_suffix"),
    unencryptedRegex: fields.text("unencrypted_regex"),
    encryptedRegex: fields.text("encrypted_regex"),
    unencryptedCommentRegex: fields.text("unencrypted_comment_regex"),
    encryptedCommentRegex: fields.text("encrypted_comment_regex"),
  };
}

interface StoredKey extends MasterKey {
  /** `undefined` where the type has none. */
  readonly createdAt: string | undefined;
}

/** In the order in which sops lists them. */
function readGroup(fields: Fields): StoredKey[] {
  return [
    ...fields.structs("kms").map((key) => stored("kms", key, kmsName(key))),
    ...fields.structs("gcp_kms").map((key) => stored("gcp_kms", key, key.text("resource_id"))),
    ...fields.structs("hckms").map((key) => stored("hckms", key, key.text("key_id"))),
    ...fields.structs("azure_kv").map((key) => stored("azure_kv", key, azureName(key))),
    ...fields.structs("hc_vault").map((key) => stored("hc_vault", key, vaultName(key))),
    ...fields.structs("pgp").map((key) => stored("pgp", key, key.text("fp"))),
    ...fields.structs("age").map((key) => stored("age", key, key.text("recipient"))),
  ];
}

function stored(type: MasterKey["type"], fields: Fields, name: string): StoredKey {
  const createdAt = type === "age" ? undefined : fields.text("created_at");
  return { type, name, encrypted: fields.text("enc"), createdAt };
}

function kmsName(fields: Fields): string {
  const [arn, role, profile] = [fields.text("arn"), fields.text("role"), fields.text("aws_profile")];
  const context = [...fields.texts("context")]
    .sort(([a], [b]) => compareStrings(a, b))
    .map(([key, value]) => `${key}:${value}`)
    .join(",");
  const full = role === "" ? arn : `${arn}+${role}`;
  if (profile !== "") return `${full}|${context}|${profile}`;
  return context === "" ? full : `${full}|${context}`;
}

function azureName(fields: Fields): string {
  return `${fields.text("vault_url")}/keys/${fields.text("name")}/${fields.text("version")}`;
}

function vaultName(fields: Fields): string {
  return `${fields.text("vault_address")}/v1/${fields.text("engine_path")}/keys/${fields.text("key_name")}`;
}

function checkedGroups(own: readonly StoredKey[], groups: readonly (readonly StoredKey[])[]): readonly KeyGroup[] {
  const all = own.length > 0 ? [own] : groups;
  if (all.length === 0) throw new GoError("No keys found in file");
  for (const key of all.flat()) check(key);
  return all;
}

function check({ type, name, createdAt }: StoredKey): void {
  if (createdAt !== undefined) parseTime(RFC3339, createdAt, { fallback: UTC, local: UTC });
  if (type === "hckms" && !name.includes(":")) {
    throw new GoError(`invalid key ID format: expected 'region:key-uuid', got ${quote(name.trim())}`);
  }
}

const DEFAULT_UNENCRYPTED_SUFFIX = "_unencrypted";

function checkedRules(rules: Rules): Rules {
  const set = Object.values(rules).filter((rule) => rule !== "").length;
  if (set > 1) {
    throw new GoError(
      "Cannot use more than one of encrypted_suffix, unencrypted_suffix, encrypted_regex, unencrypted_regex, encrypted_comment_regex, or unencrypted_comment_regex in the same file",
    );
  }
  return set === 0 ? { ...rules, unencryptedSuffix: DEFAULT_UNENCRYPTED_SUFFIX } : rules;
}
