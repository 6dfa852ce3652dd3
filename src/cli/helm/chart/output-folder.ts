/** `--output-dir`: rendered templates as files (helm pkg/action/install.go, writeToFile). */
import { CREATED } from "../../../base/index.ts";
import { GoError, fromBytes, toBytes } from "../../../go/index.ts";
import { dir, join } from "../../../go/path/index.ts";
import type { Crd } from "../../../helm/chart/index.ts";
import type { Hook, Manifest } from "../../../helm/manifest/index.ts";
import { document } from "../../../helm/index.ts";
import type { CommandContext } from "../../context.ts";
import { absolute, named } from "./files.ts";

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
    if (this.#context.files.stat(absolute(this.#context, file)) !== undefined) this.#written.add(path);
    this.#write(this.#releaseDirectory, path, manifest);
  }

  #write(directory: string, name: string, content: string): void {
    const { files, out } = this.#context;
    const path = `${directory}/${name}`;
    const target = absolute(this.#context, path);
    const before = this.#written.has(name) ? files.read(target) : new Uint8Array();
    this.#checkFolder(dir(path));
    try {
      files.makeDirectory(dir(target));
      files.write(target, Buffer.concat([before, toBytes(document(name, content))]), CREATED);
    } catch (error) {
      throw named(error, path);
    }
    this.#written.add(name);
    out.write(`wrote ${path}\n`);
  }

  /** Throws `GoError` where a file stands in the way of a folder. */
  #checkFolder(path: string): void {
    const { files } = this.#context;
    for (let above = path; above !== "." && above !== "/"; above = dir(above)) {
      const stat = files.stat(absolute(this.#context, above));
      if (stat?.kind === "directory") return;
      if (stat !== undefined) throw new GoError(`${above === path ? "mkdir" : "stat"} ${path}: not a directory`);
    }
  }
}
