/** What a plugin's process and the one that started it say to each other, as JSON behind its length. Bytes are base64. */

export interface WebRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | undefined;
}

export interface WebResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** What is to be called. */
export interface Task {
  readonly file: string;
  readonly entry: string;
  readonly input: string;
  readonly env: Readonly<Record<string, string>>;
  readonly config: Readonly<Record<string, string>>;
  readonly maxPages: number;
  readonly varBytesMax: number;
  /** What the plugin sees as `/tmp`. */
  readonly folder: string | undefined;
}

/** From the plugin's process. */
export type Report =
  /** The module is there; its time runs. */
  | { readonly kind: "started" }
  | { readonly kind: "request"; readonly request: Sent<WebRequest> }
  | { readonly kind: "answered"; readonly exitCode: number; readonly output: string }
  | { readonly kind: "failed"; readonly message: string };

/** To it, after a request. */
export type Reply =
  | { readonly kind: "response"; readonly response: Sent<WebResponse> }
  | { readonly kind: "failed"; readonly message: string };

/** With the body as base64. */
export type Sent<T extends { body?: Uint8Array | undefined }> = Omit<T, "body"> & { readonly body: string | undefined };

export const LENGTH_BYTES = 4;

export function encode(message: Task | Report | Reply): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(message));
  const bytes = new Uint8Array(LENGTH_BYTES + text.length);
  new DataView(bytes.buffer).setUint32(0, text.length, true);
  bytes.set(text, LENGTH_BYTES);
  return bytes;
}

/** The descriptor on which both speak. */
export const CHANNEL = 3;

/** The word that makes this program a plugin's process. */
export const PLUGIN_PROCESS = "__extism-plugin";
