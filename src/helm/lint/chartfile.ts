/** Rules about Chart.yaml (helm pkg/chart/v2/lint/rules/chartfile.go). */
import { GoError, fromBytes, typeOf, type GoMap } from "../../go/index.ts";
import { sprintf } from "../../go/fmt/index.ts";
import { base } from "../../go/path/index.ts";
import * as semver from "../../semver/index.ts";
import * as yaml from "../../yaml/index.ts";
import { chartTypes, type Metadata } from "../chart/metadata.ts";
import { decode, readDocument, type TypedDocument } from "../../yaml/typed/index.ts";
import type { Dialect } from "../dialect.ts";
import { isEmail, isRequestUrl, isUrl } from "./addresses.ts";
import { insist, type Linter } from "./linter.ts";
import type { LintOptions } from "./options.ts";
import { readFile } from "../read-file.ts";

const FILE = "Chart.yaml";

export function lintChartfile(linter: Linter, options: LintOptions): void {
  const { dialect, directory, files } = options;
  const path = `${directory}/${FILE}`;
  linter.check("ERROR", FILE, () => {
    insist(files.stat(path)?.kind !== "directory", () => "should be a file, not a directory");
  });
  let read: ChartYaml | undefined;
  linter.check("ERROR", FILE, () => {
    read = prefixed("unable to parse YAML", () => readChartYaml(options, path));
  });
  if (read === undefined) return;
  const chartYaml = read;
  if (dialect === "helm4") {
    linter.check("WARNING", FILE, () => {
      prefixed("failed to strictly parse chart metadata file", () => checkStrictly(chartYaml, dialect));
    });
  }
  lintMetadata(linter, chartYaml, options);
}

interface ChartYaml {
  readonly text: string;
  readonly document: TypedDocument;
  readonly metadata: Metadata;
}

function readChartYaml({ dialect, files }: LintOptions, path: string): ChartYaml {
  const text = fromBytes(readFile(files, path));
  const { metadata } = chartTypes(dialect);
  const document = readDocument(text, metadata);
  return { text, document, metadata: decode(document.typed, metadata) };
}

function checkStrictly({ text, document }: ChartYaml, dialect: Dialect): void {
  const { metadata } = chartTypes(dialect);
  yaml.unmarshal(text, { strict: true, target: metadata });
  decode(document.typed, metadata, { strict: true });
}

function prefixed<T>(message: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (error instanceof GoError) throw new GoError(`${message}\n\t${error.message}`);
    throw error;
  }
}

function lintMetadata(linter: Linter, { document, metadata }: ChartYaml, { dialect }: LintOptions): void {
  // The file as it is written, before its values become text.
  const written: GoMap = document.plain instanceof Map ? document.plain : new Map();
  const error = (rule: () => void) => linter.check("ERROR", FILE, rule);
  error(() => checkName(metadata));
  error(() => checkApiVersion(metadata));
  error(() => checkIsText(written, "version"));
  error(() => checkVersion(metadata));
  error(() => checkIsText(written, "appVersion"));
  error(() => checkMaintainers(metadata));
  error(() => checkSources(metadata));
  linter.check("INFO", FILE, () => insist(metadata.icon !== "", () => "icon is recommended"));
  error(() => checkIcon(metadata));
  error(() => checkType(metadata));
  error(() => checkDependencies(metadata));
  if (dialect === "helm4") linter.check("WARNING", FILE, () => checkStrictVersion(metadata));
}

function checkName({ name }: Metadata): void {
  insist(name !== "", () => "name is required");
  insist(base(name) === name, () => sprintf("chart name %q is invalid", [name]));
}

function checkApiVersion({ apiVersion }: Metadata): void {
  const allowed = 'The value must be either "v1" or "v2"';
  insist(apiVersion !== "", () => `apiVersion is required. ${allowed}`);
  insist(apiVersion === "v1" || apiVersion === "v2", () => `apiVersion '${apiVersion}' is not valid. ${allowed}`);
}

function checkIsText(written: GoMap, key: string): void {
  const value = written.get(key);
  insist(
    !written.has(key) || typeof value === "string",
    () => `${key} should be of type string but it's of type ${typeOf(value)}`,
  );
}

function checkVersion({ version }: Metadata): void {
  insist(version !== "", () => "version is required");
  const parsed = attempt(() => semver.parseVersion(version));
  if (parsed === undefined) throw new GoError(`version '${version}' is not a valid SemVer`);
  const [reason] = semver.parseConstraints(">0.0.0-0").validate(parsed);
  if (reason !== undefined) throw new GoError(`version ${reason}`);
}

function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}

function checkStrictVersion({ version }: Metadata): void {
  insist(
    attempt(() => semver.parseStrict(version)) !== undefined,
    () => `version '${version}' is not a valid SemVerV2`,
  );
}

function checkMaintainers({ maintainers }: Metadata): void {
  for (const maintainer of maintainers ?? []) {
    if (maintainer === null) throw new GoError("a maintainer entry is empty");
    const { name, email, url } = maintainer;
    insist(name !== "", () => "each maintainer requires a name");
    insist(email === "" || isEmail(email), () => `invalid email '${email}' for maintainer '${name}'`);
    insist(url === "" || isUrl(url), () => `invalid url '${url}' for maintainer '${name}'`);
  }
}

function checkSources({ sources }: Metadata): void {
  for (const source of sources ?? []) {
    insist(source !== "" && isRequestUrl(source), () => `invalid source URL '${source}'`);
  }
}

function checkIcon({ icon }: Metadata): void {
  insist(icon === "" || isRequestUrl(icon), () => `invalid icon URL '${icon}'`);
}

function checkType({ type, apiVersion }: Metadata): void {
  insist(
    type === "" || apiVersion === "v2",
    () => `chart type is not valid in apiVersion '${apiVersion}'. It is valid in apiVersion 'v2'`,
  );
}

function checkDependencies({ dependencies, apiVersion }: Metadata): void {
  insist(
    (dependencies ?? []).length === 0 || apiVersion === "v2",
    () =>
      `dependencies are not valid in the Chart file with apiVersion '${apiVersion}'. They are valid in apiVersion 'v2'`,
  );
}
