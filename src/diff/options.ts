/** What shapes a diff (helm-diff 3.15.11, diff/diff.go, `Options`). */
export interface DiffOptions {
  /** `diff`, `simple`, `template`, `json`, `structured`, `dyff`; any other word is `diff`, too. */
  readonly output: string;
  /** Lines shown around a change; all where it is below zero. */
  readonly context: number;
  readonly stripTrailingCr: boolean;
  readonly showSecrets: boolean;
  readonly showSecretsDecoded: boolean;
  readonly suppressedKinds: readonly string[];
  /** The share of changed lines below which an object that is gone and one that is new are the same under another name; 0 looks for none. */
  readonly findRenames: number;
  readonly suppressedLines: readonly string[];
}
