/** URLs of charts: relative to their repository, and compared (helm pkg/repo/v1/chartrepo.go, internal/urlutil). */
import * as path from "../../go/path/index.ts";
import * as url from "../../go/url/index.ts";
import type { Url } from "../../go/url/index.ts";
import { attempt } from "../../go/index.ts";
import { wrap } from "../errors.ts";

/** What a chart's URL means in an index: absolute as it is, relative below the repository, with the repository's query. */
export function resolveReferenceUrl(base: string, reference: string): string {
  const parsed = wrap(`failed to parse ${reference} as URL`, () => url.parse(reference));
  if (url.isAbsolute(parsed)) return reference;
  const repository = wrap(`failed to parse ${base} as URL`, () => url.parse(base));
  repository.rawPath = `${repository.rawPath.replace(/\/$/, "")}/`;
  repository.path = `${repository.path.replace(/\/$/, "")}/`;
  const resolved = url.resolve(repository, parsed);
  return url.format({ ...resolved, rawQuery: repository.rawQuery });
}

/** Helm 3 joins the paths of a dependency and its repository instead. */
export function joinReferenceUrl(base: string, reference: string): string {
  const parsed = url.parse(reference);
  if (url.isAbsolute(parsed)) return url.format(parsed);
  const repository = wrap("base URL failed to parse", () => url.parse(base));
  repository.rawPath = path.join(repository.rawPath, reference);
  repository.path = path.join(repository.path, reference);
  return url.format(repository);
}

/** Whether two URLs are the same but for slashes and dots in their paths. */
export function equalUrls(a: string, b: string): boolean {
  const parsedA = tryParse(a);
  if (parsedA === undefined) return path.clean(a) === path.clean(b);
  const parsedB = tryParse(b);
  return parsedB !== undefined && normalized(parsedA) === normalized(parsedB);
}

function normalized(parsed: Url): string {
  return url.format({ ...parsed, path: path.clean(parsed.path === "" ? "/" : parsed.path) });
}

export function tryParse(text: string): Url | undefined {
  return attempt(() => url.parse(text));
}
