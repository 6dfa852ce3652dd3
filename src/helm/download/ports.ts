/** The ports through which charts are fetched. Their implementations live with the command line, over `sys/http` and `oci`. */
import type { WritableFileSystem } from "../../base/index.ts";
import type { Dialect } from "../dialect.ts";
import type { SkippedEntry } from "../repo/accept-version.ts";

/** What a getter may need to know (helm pkg/getter, Option). */
export interface GetOptions {
  /** The address credentials are meant for: they go to its host only. */
  readonly url?: string;
  readonly username?: string;
  readonly password?: string;
  readonly passCredentialsAll?: boolean;
  readonly certFile?: string;
  readonly keyFile?: string;
  readonly caFile?: string;
  readonly insecureSkipTlsVerify?: boolean;
  readonly plainHttp?: boolean;
  readonly accept?: string;
  /** The tag of an OCI reference that has none. */
  readonly tag?: string;
  readonly timeoutMs?: number;
}

export interface Getter {
  /** Throws `GoError` with what the transport says. */
  get(url: string, options: GetOptions): Promise<Uint8Array>;
}

/** Getters by scheme: http, https, oci, and those of plugins. */
export interface Getters {
  /** `undefined` when nothing knows the scheme. */
  find(scheme: string): Getter | undefined;
}

export interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
}

export interface Content {
  readonly descriptor: Descriptor;
  readonly bytes: Uint8Array;
}

/** A registry of artifacts. References are as OCI has them, without a scheme. All throw `GoError`. */
export interface RegistryPort {
  /** Checks a reference and takes it apart; `reference` is a tag, a digest, or empty. */
  parse(text: string): { readonly registry: string; readonly repository: string; readonly reference: string };
  tags(reference: string): Promise<string[]>;
  resolve(reference: string): Promise<Descriptor>;
  pull(reference: string, mediaTypes: ReadonlySet<string>): Promise<{ root: Content; contents: readonly Content[] }>;
  push(reference: string, artifact: { manifest: Content; blobs: readonly Content[] }): Promise<void>;
}

export interface Verification {
  readonly signedBy: readonly string[];
  /** Upper-case hexadecimal. */
  readonly fingerprint: string;
  readonly fileHash: string;
}

/** Checks an archive against its provenance. `name` is what the provenance calls the archive. Throws `GoError`. */
export type VerifyProvenance = (signed: {
  archive: Uint8Array;
  provenance: Uint8Array;
  name: string;
  keyring: string;
}) => Promise<Verification>;

export interface DownloadLog {
  debug(message: string, attributes?: Readonly<Record<string, unknown>>): void;
  info(message: string, attributes?: Readonly<Record<string, unknown>>): void;
  warn(message: string, attributes?: Readonly<Record<string, unknown>>): void;
}

/** The surroundings every part of a download works in. */
export interface DownloadPorts {
  readonly dialect: Dialect;
  readonly files: WritableFileSystem;
  readonly cwd: string;
  readonly getters: Getters;
  readonly log: DownloadLog;
  /** Told of entries of indexes that are left out. */
  readonly onSkipped: (entry: SkippedEntry) => void;
  /** Hexadecimal SHA-256. */
  readonly sha256: (bytes: Uint8Array) => string;
  readonly verify: VerifyProvenance;
  /** Messages for the user, where the command prints them. */
  readonly out: (text: string) => void;
  readonly repositoryConfig: string;
  readonly repositoryCache: string;
  /** Helm 4. */
  readonly contentCache: string;
}
