/** Secrets as they are shown: redacted, or decoded (helm-diff 3.15.11, diff/diff.go, `redactSecrets`, `decodeSecrets`). */
import { byteLength, GoError } from "../go/index.ts";
import { marshal } from "../yaml/index.ts";
import { decodePartly, readDocument } from "../yaml/typed/index.ts";
import type { MappedObject } from "./manifest.ts";
import { type Secret, secretType, secretValue } from "./secret-types.ts";

export const SECRET = "Secret";

interface Versions {
  readonly old: MappedObject | undefined;
  readonly current: MappedObject | undefined;
}

/** Which values are shown; none is but for those who ask. */
export interface SecretOptions {
  readonly showSecrets: boolean;
  readonly showSecretsDecoded: boolean;
}

/** Writes both versions of a Secret anew, in place, as they may be shown. What is no Secret stays as it is. */
export function hideSecrets(versions: Versions, { showSecrets, showSecretsDecoded }: SecretOptions): void {
  if (showSecrets && !showSecretsDecoded) return;
  const { old, current } = versions;
  if ((old?.kind ?? SECRET) !== SECRET || (current?.kind ?? SECRET) !== SECRET) return;
  const before = old && readSecret(old, "old");
  const after = current && readSecret(current, "new");
  const rewrite = (object: MappedObject, secret: Secret, shown: (key: string, value: string) => string): void => {
    const data = new Map(Array.from(secret.data ?? [], ([key, value]) => [key, shown(key, value)] as const));
    object.content = commentOf(object.content) + written(secret, { data, asData: !showSecretsDecoded });
  };
  const redacted = (other: Secret | undefined, mark: string) => (key: string, value: string) =>
    `${isSame(other, key, value) ? "REDACTED" : mark} # (${byteLength(value)} bytes)`;
  const decoded = (_key: string, value: string): string => value;
  if (old && before?.isWhole) {
    rewrite(old, before.secret, showSecretsDecoded ? decoded : redacted(after?.secret, "--------"));
  }
  if (current && after?.isWhole) {
    rewrite(current, after.secret, showSecretsDecoded ? decoded : redacted(before?.secret, "++++++++"));
  }
}

/** Go finds no difference between a key that is not there and an empty value. */
function isSame(other: Secret | undefined, key: string, value: string): boolean {
  return other !== undefined && value === (other.data?.get(key) ?? "");
}

interface ReadSecret {
  readonly secret: Secret;
  readonly isWhole: boolean;
}

/**
 * The Secret with its `stringData` among its data, as the API server would have it. What is none says so in its place; what could be read of it still
 * counts when values are compared.
 */
function readSecret(object: MappedObject, which: "old" | "new"): ReadSecret {
  const { decoded: secret, error } = decodeSecret(object.content);
  if (error !== undefined) {
    object.content = `Error parsing ${which} secret: ${error.message}`;
    return { secret, isWhole: false };
  }
  if (secret.stringData !== undefined && secret.stringData.size > 0) {
    secret.data = new Map([...(secret.data ?? []), ...secret.stringData]);
  }
  return { secret, isWhole: true };
}

function decodeSecret(content: string): ReturnType<typeof decodePartly<Secret>> {
  try {
    // apimachinery reads line by line, and ends each with a line feed.
    const text = content.replaceAll("\r\n", "\n").replace(/[^\n]$/, "$&\n");
    return decodePartly(readDocument(text, secretType).typed, secretType);
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
    return { decoded: secretType.zero(), error };
  }
}

interface Writing {
  readonly data: Map<string, string>;
  /** Stands under `data`, where it is no base64. */
  readonly asData: boolean;
}

function written(secret: Secret, { data, asData }: Writing): string {
  const text = marshal(secretValue(secret, data));
  return (asData ? text.replace("stringData", "data") : text).replace("  creationTimestamp: null\n", "");
}

/** The first line where it is a comment: where the object comes from. */
function commentOf(content: string): string {
  const end = content.indexOf("\n");
  return end < 0 || !content.startsWith("#") ? "" : content.slice(0, end + 1);
}
