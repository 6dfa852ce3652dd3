/** Writes an unpacked chart into a folder of its name (helm pkg/chart/v2/util/expand.go). */
import { FileError } from "../../../base/index.ts";
import { GoError } from "../../../go/index.ts";
import * as path from "../../../go/path/index.ts";
import type { Unpacked } from "../../../helm/save/index.ts";
import type { CommandContext } from "../../context.ts";

/** Throws `GoError` where a link would lead a file elsewhere. */
export function expand(context: CommandContext, { name, files }: Unpacked, folder: string): void {
  const root = path.absolute(path.join(folder, name), context.cwd);
  for (const file of files) {
    const target = path.join(root, file.name);
    refuseLinks(context, { root, target });
    context.files.makeDirectory(path.dir(target));
    context.files.write(target, file.data);
  }
}

/** A link that lies in the folder already must not lead an archive's files elsewhere. */
function refuseLinks({ files }: CommandContext, { root, target }: { root: string; target: string }): void {
  for (let at = target; at.length >= root.length; at = path.dir(at)) {
    if (files.lstat(at)?.kind === "link") throw new GoError(new FileError("open", at, "ELOOP").message);
  }
}
