/** `helm repo remove` (Helm 4.3.1 pkg/cmd/repo_remove.go; Helm 3.22.0 cmd/helm/repo_remove.go). */
import { peek } from "../../base/index.ts";
import * as path from "../../go/path/index.ts";
import { quote } from "../../go/strconv/index.ts";
import { chartsFileName, get, indexFileName, loadOrEmpty, remove, save } from "../../helm/repo/index.ts";
import { CommandError, type CommandContext } from "../context.ts";

export async function run({ args, out, settings, files }: CommandContext): Promise<void> {
  const config = settings.repositoryConfig;
  let file = loadOrEmpty(config, files);
  if (file.repositories.length === 0) throw new CommandError("no repositories configured");
  for (const name of args) {
    if (get(file, name) === undefined) throw new CommandError(`no repo named ${quote(name)} found`);
    file = remove(file, name);
    save(config, file, files);
    for (const cached of [chartsFileName(name), indexFileName(name)]) {
      const target = path.join(settings.repositoryCache, cached);
      if (peek(files, target) !== undefined) files.remove(target);
    }
    out.write(`${quote(name)} has been removed from your repositories\n`);
  }
}
