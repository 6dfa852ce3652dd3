/** `--output-dir`: rendered templates as files (helm pkg/action/install.go, writeToFile). */
import { CREATED, existing, FileError, peek } from "../../../base/index.ts";
import { fromBytes, toBytes } from "../../../go/index.ts";
import { dir, join } from "../../../go/path/index.ts";
import type { Crd } from "../../../helm/chart/index.ts";
import type { Hook, Manifest } from "../../../helm/manifest/index.ts";
import { asGo, document } from "../../../helm/index.ts";
import type { CommandContext } from "../../context.ts";

export class OutputFolder {
  readonly #context: CommandContext;
  /** Where CRDs go: as typed. */
  readonly #directory: string;
  /** Where everything else goes. */
  readonly #releaseDirectory: string;
  readonly #written = new Set<string>();

  constructor(context: CommandContext, directory: string, releaseName: string | undefined) {
    this.#context = context;
    this.#directory = directory;
    this.#releaseDirectory = releaseName === undefined ? directory : join(directory, releaseName);
  }

  writeAll(crds: readonly Crd[], manifests: readonly Manifest[]): void {
    for (const { path, file } of crds) this.#write(this.#directory, path, fromBytes(file.data));
    for (const { name, content } of manifests) this.#write(this.#releaseDirectory, name, content);
  }

  /** A hook is added to a file that is already there, whoever wrote it. */
  writeHook({ path, manifest }: Hook): void {
    const file = `${this.#releaseDirectory}/${path}`;
    if (peek(this.#context.files, file) !== undefined) this.#written.add(path);
    this.#write(this.#releaseDirectory, path, manifest);
  }

  #write(directory: string, name: string, content: string): void {
    const { files, out } = this.#context;
    const path = `${directory}/${name}`;
    asGo(() => {
      const before = this.#written.has(name) ? files.read(path) : new Uint8Array();
      this.#makeFolder(dir(path));
      files.write(path, Buffer.concat([before, toBytes(document(name, content))]), CREATED);
    });
    this.#written.add(name);
    out.write(`wrote ${path}\n`);
  }

  #makeFolder(path: string): void {
    const { files } = this.#context;
    try {
      existing(files, path);
    } catch (error) {
      if (!(error instanceof FileError) || error.code !== "ENOENT") throw error;
    }
    files.makeDirectory(path);
  }
}
