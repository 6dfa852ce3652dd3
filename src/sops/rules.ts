/** Which values of a file are encrypted: what its metadata says of keys and comments (sops 3.13, `shouldBeEncrypted`). */
import { attempt } from "../go/index.ts";
import { compile } from "../go/regexp/index.ts";

/** At most one of them is set. */
export interface Rules {
  readonly unencryptedSuffix: string;
  readonly encryptedSuffix: string;
  readonly unencryptedRegex: string;
  readonly encryptedRegex: string;
  readonly unencryptedCommentRegex: string;
  readonly encryptedCommentRegex: string;
}

export interface Place {
  /** The keys that lead to it. */
  readonly path: readonly string[];
  /** For each map and list around it: the comments right above the entry. A comment is the last of the innermost itself. */
  readonly comments: readonly (readonly string[])[];
  readonly isComment: boolean;
}

export function isEncrypted(rules: Rules, { path, comments, isComment }: Place): boolean {
  if (rules.unencryptedSuffix !== "") return !path.some((key) => key.endsWith(rules.unencryptedSuffix));
  if (rules.encryptedSuffix !== "") return path.some((key) => key.endsWith(rules.encryptedSuffix));
  if (rules.unencryptedRegex !== "") return !path.some((key) => matches(rules.unencryptedRegex, key));
  if (rules.encryptedRegex !== "") return path.some((key) => matches(rules.encryptedRegex, key));
  if (rules.unencryptedCommentRegex !== "") {
    return !comments.flat().some((comment) => matches(rules.unencryptedCommentRegex, comment));
  }
  if (rules.encryptedCommentRegex !== "") {
    // The comment that asks for encryption stays readable itself.
    const others = isComment ? comments.flat().slice(0, -1) : comments.flat();
    return others.some((comment) => matches(rules.encryptedCommentRegex, comment));
  }
  return true;
}

/** An expression that cannot be compiled matches nothing. */
function matches(pattern: string, text: string): boolean {
  return attempt(() => compile(pattern))?.test(text) ?? false;
}
