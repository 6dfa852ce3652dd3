import { quote } from "../../go/strconv/index.ts";
import { capabilitiesValue, defaultCapabilities, type BuildInfo } from "../../helm/capabilities/index.ts";
import type { CommandContext, Dialect } from "../context.ts";

/** `helm version` (pkg/cmd/version.go). */
export async function run({ dialect, flags, out }: CommandContext): Promise<void> {
  const template = flags.string("template");
  if (template !== "") await writeTemplate(out, template, dialect);
  else out.write(`${flags.bool("short") ? buildInfo(dialect).version : goSyntax(dialect)}\n`);
}

function buildInfo(dialect: Dialect): BuildInfo {
  return defaultCapabilities(dialect).helmVersion;
}

/** As Go's `%#v` prints it. */
function goSyntax(dialect: Dialect): string {
  const info = buildInfo(dialect);
  const fields = [
    ["Version", info.version],
    ["GitCommit", info.gitCommit],
    ["GitTreeState", info.gitTreeState],
    ["GoVersion", info.goVersion],
    ...(dialect === "helm4" ? [["KubeClientVersion", info.kubeClientVersion]] : []),
  ];
  return `version.BuildInfo{${fields.map(([name = "", value = ""]) => `${name}:${quote(value)}`).join(", ")}}`;
}

async function writeTemplate(out: CommandContext["out"], text: string, dialect: Dialect): Promise<void> {
  const { TemplateSet } = await import("../../go/template/index.ts");
  const templates = new TemplateSet();
  const template = templates.parse("_", text);
  const info = capabilitiesValue(defaultCapabilities(dialect), dialect).fields.get("HelmVersion");
  templates.writeTemplate(template, info, (written) => out.write(written));
}
