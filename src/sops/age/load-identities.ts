/** Where sops looks for age's keys (sops 3.13, age/keysource.go): the environment and the user's configuration. */
import { FileError, peek } from "../../base/index.ts";
import { fromBytes, GoError, within } from "../../go/index.ts";
import { join } from "../../go/path/index.ts";
import type { SopsWorld } from "../world.ts";
import { type Identity, parseIdentities } from "./identity.ts";

export interface LoadedIdentities {
  readonly identities: readonly Identity[];
  /** Where nothing was found. */
  readonly unused: readonly string[];
  /** What was found and could not be used. */
  readonly errors: readonly string[];
}

const SSH_FILE = "SOPS_AGE_SSH_PRIVATE_KEY_FILE";
const SSH_COMMAND = "SOPS_AGE_SSH_PRIVATE_KEY_CMD";
const KEY = "SOPS_AGE_KEY";
const KEY_FILE = "SOPS_AGE_KEY_FILE";
const KEY_COMMAND = "SOPS_AGE_KEY_CMD";
const RECIPIENT = "SOPS_AGE_RECIPIENT";
const USER_FILE = "sops/age/keys.txt";

/** `recipient` is told to commands. */
export function loadIdentities(world: SopsWorld, recipient: string): LoadedIdentities {
  const loading = new Loading(world, recipient);
  loading.ssh();
  loading.environment();
  loading.userFile();
  return loading.finish();
}

interface KeySource {
  readonly location: string;
  readonly text: string;
}

class Loading {
  readonly #sources: KeySource[] = [];
  readonly #unused: string[] = [];
  readonly #errors: string[] = [];

  constructor(
    readonly world: SopsWorld,
    readonly recipient: string,
  ) {}

  /** Keys of SSH cannot be used here: where there are some, that is said. */
  ssh(): void {
    for (const name of [SSH_FILE, SSH_COMMAND]) {
      if (this.world.env(name) === undefined) this.#unused.push(name);
      else this.#errors.push(`SSH keys (${name}) are not supported here`);
    }
    const home = this.world.env("HOME") ?? "";
    if (home === "") return void this.#errors.push("$HOME is not defined");
    for (const file of ["id_ed25519", "id_rsa"]) {
      const path = join(home, ".ssh", file);
      if (peek(this.world.files, path) === undefined) this.#unused.push(path);
      else this.#errors.push(`SSH keys (${path}) are not supported here`);
    }
  }

  environment(): void {
    this.#variable(KEY, (text) => text);
    this.#variable(KEY_FILE, (path) => this.#file(path));
    this.#variable(KEY_COMMAND, (command) => this.#run(command));
  }

  #variable(name: string, read: (value: string) => string): void {
    const value = this.world.env(name);
    if (value === undefined) return void this.#unused.push(name);
    try {
      this.#sources.push({ location: name, text: read(value) });
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      this.#errors.push(error.message);
    }
  }

  #file(path: string): string {
    try {
      return keysIn(this.world, path);
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      throw new GoError(`failed to open ${KEY_FILE} file: ${error.message}`);
    }
  }

  #run(command: string): string {
    if (this.world.run === undefined) throw new GoError(`commands (${KEY_COMMAND}) cannot be run here`);
    return fromBytes(this.world.run(command, { [RECIPIENT]: this.recipient }));
  }

  userFile(): void {
    const folder = this.#userFolder();
    if (folder === undefined) return;
    const path = join(folder, USER_FILE);
    try {
      this.#sources.push({ location: path, text: keysIn(this.world, path) });
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      if (error.code !== "ENOENT") this.#errors.push(`failed to open file: ${error.message}`);
      else if (this.#sources.length === 0) this.#unused.push(path);
    }
  }

  /** Go's os.UserConfigDir. */
  #userFolder(): string | undefined {
    const folder = this.world.env("XDG_CONFIG_HOME") ?? "";
    if (folder.startsWith("/")) return folder;
    const home = this.world.env("HOME") ?? "";
    if (folder === "" && home !== "") return `${home}/.config`;
    const why =
      folder === "" ? "neither $XDG_CONFIG_HOME nor $HOME are defined" : "path in $XDG_CONFIG_HOME is relative";
    if (this.#sources.length === 0) this.#errors.push(`user config directory could not be determined: ${why}`);
    return undefined;
  }

  finish(): LoadedIdentities {
    const identities = this.#sources.flatMap((source) => this.#parse(source));
    return { identities, unused: this.#unused, errors: this.#errors };
  }

  #parse({ location, text }: KeySource): Identity[] {
    try {
      const identities = identitiesOf(text, location);
      if (identities.length === 0) this.#unused.push(location);
      return identities;
    } catch (error) {
      if (!(error instanceof GoError)) throw error;
      this.#errors.push(error.message);
      return [];
    }
  }
}

/** A folder can be opened, and holds none. Throws `FileError`. */
function keysIn({ files }: SopsWorld, path: string): string {
  try {
    return fromBytes(files.read(path));
  } catch (error) {
    if (error instanceof FileError && error.code === "EISDIR") return "";
    throw error;
  }
}

function identitiesOf(text: string, location: string): Identity[] {
  if (text.startsWith("age-encryption") || text.startsWith("-----BEGIN AGE")) {
    throw new GoError(`identity files with a passphrase ('${location}') are not supported here`);
  }
  return within(`failed to parse '${location}' age identities`, () =>
    parseIdentities(text, { words: location === KEY }),
  );
}
