/** What the test asks of the page, as JSON. Bytes are in Base64. */

export interface ChartTask {
  readonly kind: "helm";
  readonly release: string;
  /** A packaged chart. */
  readonly archive: string;
  /** Texts, in the order of `-f`. */
  readonly valueFiles: readonly string[];
}

export interface KustomizeTask {
  readonly kind: "kustomize";
  /** By absolute path. */
  readonly files: Readonly<Record<string, string>>;
  readonly root: string;
}

export type Task = ChartTask | KustomizeTask;

/** What became of each task: the bytes of its text, or what was thrown. */
export type Answer = { readonly bytes: string } | { readonly error: string };
