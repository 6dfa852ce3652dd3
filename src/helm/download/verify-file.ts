/** Checking an archive on disk against its provenance file (helm pkg/downloader, VerifyChart). */
import { existing } from "../../base/index.ts";
import * as path from "../../go/path/index.ts";
import { GoError } from "../../go/index.ts";
import { wrap } from "../errors.ts";
import { asGo, readFile } from "../read-file.ts";
import type { DownloadPorts, Verification } from "./ports.ts";

/** Throws `GoError`. */
export async function verifyFile(
  archive: string,
  {
    provenance,
    keyring,
    ports,
  }: { provenance: string; keyring: string; ports: Pick<DownloadPorts, "files" | "verify"> },
): Promise<Verification> {
  const { files, verify } = ports;
  if (asGo(() => existing(files, archive)).kind === "directory")
    throw new GoError("unpacked charts cannot be verified");
  if (path.ext(archive).toLowerCase() !== ".tgz") throw new GoError("chart must be a tgz file");
  wrap(`could not load provenance file ${provenance}`, () => existing(files, provenance));
  const read = { archive: readFile(files, archive), provenance: readFile(files, provenance) };
  return await verify({ ...read, name: path.base(archive), keyring });
}
