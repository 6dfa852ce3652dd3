/** A chart's templates in the place of which stands what Helm renders of them (chartify 0.28, replace.go). */
import { GoError } from "../../../go/index.ts";
import { apiVersionsFlags, chartifyTemplateArgs, withDependencies } from "../../../helmfile/index.ts";
import { CONTENT_FOLDERS } from "./folder.ts";
import type { Making } from "./making.ts";
import { output } from "./program-error.ts";

const RENDERED = "helmx.1.rendered";

/** The files that came out of it, of the chart's folder; none where nothing is rendered. Throws `GoError`. */
export async function renderInPlace(making: Making): Promise<string[]> {
  const { folder, site } = making;
  folder.makeDirectory(RENDERED);
  const said = await output(site.helm.program, templateWords(making), site.world.cwd);
  const [chart] = folder.list(RENDERED);
  const from = `${RENDERED}/${chart ?? ""}`;
  for (const name of CONTENT_FOLDERS) {
    folder.remove(name);
    if (chart === undefined || !folder.has(`${from}/${name}`)) continue;
    folder.move(`${from}/${name}`, name);
    folder.remove(`files/${name}`);
  }
  folder.remove(RENDERED);
  const written = new Set(writtenFiles(said, `${folder.path}/${from}/`));
  if (chart !== undefined && written.size === 0) throw new GoError("invalid state: no files rendered");
  folder.write("Chart.yaml", withDependencies(folder.read("Chart.yaml"), []));
  for (const name of ["requirements.yaml", "requirements.lock", "Chart.lock"]) folder.remove(name);
  return [...written];
}

/** They are put together as one text, and taken apart at its spaces. */
function templateWords({ site, release, folder, valuesFiles, setFlags, command, options }: Making): string[] {
  const { context, state } = site;
  const { kubeconfig } = context.settings;
  const files = [...(folder.has("values.yaml") ? [`${folder.path}/values.yaml`] : []), ...valuesFiles];
  const args = chartifyTemplateArgs(state, release, { ...options, command, kubeconfig });
  const words = [
    ...["template", "--debug=false", `--output-dir=${folder.path}/${RENDERED}`],
    ...(options.includeCrds ? ["--include-crds"] : []),
    ...(options.validate ? ["--validate"] : []),
    ...[release.name ?? "", folder.path],
    ...setFlags,
    ...files.flatMap((path) => ["-f", path]),
    ...((release.namespace ?? "") === "" ? [] : ["--namespace", release.namespace ?? ""]),
    ...kubeVersionFirst(apiVersionsFlags(state, release, options.kubeVersion)),
    ...(args === "" ? [] : [args]),
  ];
  return words.join(" ").split(" ");
}

function kubeVersionFirst(words: readonly string[]): string[] {
  const at = words.indexOf("--kube-version");
  return at < 0 ? [...words] : [...words.slice(at), ...words.slice(0, at)];
}

function writtenFiles(said: string, folder: string): string[] {
  const lines = said.split("\n").filter((line) => line.startsWith("wrote "));
  return lines.map((line) => line.slice("wrote ".length).replace(folder, ""));
}
