/** Proposes repositories, charts and versions from what is cached of them (pkg/cmd/search_repo.go, repo_list.go, flags.go). */
import { FileError } from "../../base/index.ts";
import { compareStrings, fromBytes } from "../../go/index.ts";
import { join } from "../../go/path/index.ts";
import {
  chartsFileName,
  indexFileName,
  load,
  readCompleteIndex,
  type CompleteIndex,
  type RepositoryEntry,
} from "../../helm/repo/index.ts";
import { Directive, type Proposal } from "../cobra/completion.ts";
import type { CommandContext } from "../context.ts";

export function proposeRepositories(context: CommandContext, without: readonly string[]): string[] {
  return repositoriesOf(context)
    .filter(({ name }) => !without.includes(name))
    .map(({ name, url }) => `${name}\t${url}`);
}

function repositoriesOf({ settings, files }: CommandContext): readonly RepositoryEntry[] {
  try {
    return load(settings.repositoryConfig, files).repositories;
  } catch {
    return [];
  }
}

const URL_BEGINNINGS = [
  "oci://\tChart OCI prefix",
  "https://\tChart URL prefix",
  "http://\tChart URL prefix",
  "file://\tChart local URL prefix",
];

/** Charts of a repository once its name is typed; before that repositories, beginnings of URLs, and files. */
export function proposeCharts(context: CommandContext, options: { word: string; withFiles: boolean }): Proposal {
  const { word, withFiles } = options;
  const repositories = proposeFromRepositories(context, word);
  const urls = URL_BEGINNINGS.filter((url) => url.startsWith(word));
  // Helm means to notice an address typed already; the description makes that never match (`oci://\t...`).
  const words = [...repositories.words, ...urls];
  if (withFiles && word !== "" && words.length > 0) words.push(...filesBeginning(context, word));
  if (withFiles && word === "") {
    words.push("./\tRelative path prefix to local chart", "/\tAbsolute path prefix to local chart");
  }
  const noSpace = repositories.noSpace || urls.length > 0 ? Directive.noSpace : 0;
  return { words, directive: noSpace | (withFiles ? 0 : Directive.noFiles) };
}

function proposeFromRepositories(context: CommandContext, word: string): { words: string[]; noSpace: boolean } {
  const words: string[] = [];
  for (const { name, url } of repositoriesOf(context)) {
    if (word.startsWith(`${name}/`)) {
      return { words: [...words, ...chartsOf(context, name)], noSpace: false };
    }
    if (name.startsWith(word)) words.push(`${name}/\t${url}`);
  }
  return { words, noSpace: words.length > 0 };
}

/** From the list of names that an update leaves, or the whole index where there is none. */
function chartsOf(context: CommandContext, repository: string): string[] {
  const { settings, files } = context;
  try {
    const names = fromBytes(files.read(join(settings.repositoryCache, chartsFileName(repository)))).split(/\r?\n/);
    if (names.at(-1) === "") names.pop();
    return names.map((name) => `${repository}/${name}`);
  } catch (error) {
    if (!(error instanceof FileError) || error.code !== "ENOENT") return [];
    return [...(indexOf(context, repository)?.entries.keys() ?? [])]
      .sort(compareStrings)
      .map((name) => `${repository}/${name}`);
  }
}

function indexOf({ dialect, settings, files }: CommandContext, repository: string): CompleteIndex | undefined {
  const source = join(settings.repositoryCache, indexFileName(repository));
  try {
    return readCompleteIndex(files.read(source), { dialect, source, onSkipped: () => {} });
  } catch {
    return undefined;
  }
}

function filesBeginning({ files, cwd }: CommandContext, word: string): string[] {
  try {
    return files.list(cwd).filter((name) => name.startsWith(word));
  } catch {
    return [];
  }
}

const MONTHS = "January February March April May June July August September October November December".split(" ");

/** Versions of `repository/chart`, newest first. */
export function proposeVersions(context: CommandContext, chart: string): string[] {
  const [repository = "", name = "", ...more] = chart.split("/");
  if (name === "" || more.length > 0) return [];
  return (indexOf(context, repository)?.entries.get(name) ?? []).map((version) => {
    const app = version.appVersion === "" ? "" : `App: ${version.appVersion}, `;
    const deprecated = version.metadata.deprecated ? "(deprecated)" : "";
    return `${version.version}\t${app}Created: ${longDate(version.created)} ${deprecated}`;
  });
}

/** `January 2, 2006` of an RFC 3339 time. */
function longDate(time: string): string {
  const [year = "", month = "", day = ""] = time.slice(0, 10).split("-");
  return `${MONTHS[Number(month) - 1] ?? ""} ${Number(day)}, ${year}`;
}
