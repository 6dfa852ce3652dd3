/** `helm repo list` (Helm 4.3.1 pkg/cmd/repo_list.go; Helm 3.22.0 cmd/helm/repo_list.go). */
import type { Value } from "../../go/index.ts";
import { loadOrEmpty } from "../../helm/repo/index.ts";
import { CommandError, type CommandContext } from "../context.ts";
import { formatTable } from "../output/table.ts";
import { writeStructured } from "../output/structured.ts";

export async function run(context: CommandContext): Promise<void> {
  const { dialect, flags, out, err, settings, files } = context;
  const { repositories } = loadOrEmpty(settings.repositoryConfig, files);
  const format = flags.string("output");
  if (repositories.length === 0 && format === "table") {
    if (dialect === "helm3") throw new CommandError("no repositories to show");
    return err.write("no repositories to show\n");
  }
  const header = flags.has("no-headers") && flags.bool("no-headers") ? [] : [["NAME", "URL"]];
  writeStructured(out, format, {
    table: () => formatTable([...header, ...repositories.map(({ name, url }) => [name, url])]),
    value: () => repositories.map(({ name, url }) => new Map<string, Value>(Object.entries({ name, url }))),
  });
}
