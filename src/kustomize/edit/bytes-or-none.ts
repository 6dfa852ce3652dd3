import { orNone, filesFrom } from "../../base/index.ts";
import type { Folder } from "./kustomization-file.ts";

/** What a file holds, and nothing for one that cannot be read, for whatever reason. */
export function bytesOrNone(path: string, folder: Folder): Uint8Array | undefined {
  return orNone(() => filesFrom(folder).read(path));
}
