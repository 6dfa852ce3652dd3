/** Checking an archive on disk against its provenance file (helm pkg/downloader, VerifyChart). */
import { FileError } from "../../base/index.ts";
import * as path from "../../go/path/index.ts";
import { GoError } from "../../go/index.ts";
import type { DownloadPorts, Verification } from "./ports.ts";

/** Throws `GoError`. */
export async function verifyFile(
  archive: string,
  {
    provenance,
    keyring,
    ports,
  }: { provenance: string; keyring: string; ports: Pick<DownloadPorts, "files" | "cwd" | "verify"> },
): Promise<Verification> {
  const { files, cwd, verify } = ports;
  const at = (name: string): string => path.absolute(name, cwd);
  const stat = files.stat(at(archive));
  if (stat === undefined) throw new GoError(`stat ${archive}: no such file or directory`);
  if (stat.kind === "directory") throw new GoError("unpacked charts cannot be verified");
  if (path.ext(archive).toLowerCase() !== ".tgz") throw new GoError("chart must be a tgz file");
  if (files.stat(at(provenance)) === undefined) {
    throw new GoError(`could not load provenance file ${provenance}: stat ${provenance}: no such file or directory`);
  }
  const read = (name: string): Uint8Array => {
    try {
      return files.read(at(name));
    } catch (error) {
      if (error instanceof FileError) throw new GoError(error.message, { cause: error });
      throw error;
    }
  };
  return await verify({ archive: read(archive), provenance: read(provenance), name: path.base(archive), keyring });
}
