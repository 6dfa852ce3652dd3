/** References to artifacts, `registry/repository[:tag|@digest]`, as oras-go (v2.6) parses them. */
import { parseRequestUri } from "../go/url/index.ts";
import { quote } from "../go/strconv/index.ts";
import { digestProblem } from "./digest.ts";
import { RegistryError } from "./error.ts";

export interface Reference {
  readonly registry: string;
  readonly repository: string;
  /** A tag, a digest, or empty. */
  readonly reference: string;
}

const REPOSITORY = /^[a-z0-9]+(?:(?:[._]|__|-*)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-*)[a-z0-9]+)*)*$/;
const TAG = /^\w[\w.-]{0,127}$/;
/** Longer names are refused before the expression above could take long over them. */
const REPOSITORY_LENGTH_MAX = 4096;

/** Throws `invalid reference: ...`. */
export function parseReference(artifact: string): Reference {
  const slash = artifact.indexOf("/");
  if (slash < 0) throw invalid("missing registry or repository");
  const registry = artifact.slice(0, slash);
  const { repository, reference, isTag } = splitPath(artifact.slice(slash + 1));
  checkRegistry(registry);
  if (repository.length > REPOSITORY_LENGTH_MAX || !REPOSITORY.test(repository)) {
    throw invalid(`invalid repository ${quote(repository)}`);
  }
  if (reference !== "") {
    if (isTag) checkTag(reference);
    else checkDigest(reference);
  }
  return { registry, repository, reference };
}

function splitPath(path: string): { repository: string; reference: string; isTag: boolean } {
  const at = path.indexOf("@");
  if (at >= 0) {
    // A tag before a digest is dropped unread.
    const [repository = ""] = path.slice(0, at).split(":", 1);
    return { repository, reference: path.slice(at + 1), isTag: false };
  }
  const colon = path.indexOf(":");
  if (colon < 0) return { repository: path, reference: "", isTag: false };
  return { repository: path.slice(0, colon), reference: path.slice(colon + 1), isTag: true };
}

function invalid(text: string): RegistryError {
  return new RegistryError(`invalid reference: ${text}`);
}

/** Throws unless the text is a host with an optional port. */
export function checkRegistry(registry: string): void {
  let host = "";
  try {
    ({ host } = parseRequestUri(`dummy://${registry}`));
  } catch {
    // Reported below.
  }
  if (host === "" || host !== registry) throw invalid(`invalid registry ${quote(registry)}`);
}

function checkTag(tag: string): void {
  if (!TAG.test(tag)) throw invalid(`invalid tag ${quote(tag)}`);
}

function checkDigest(digest: string): void {
  const problem = digestProblem(digest);
  if (problem !== undefined) throw invalid(`invalid digest ${quote(digest)}: ${problem}`);
}

export function formatReference({ registry, repository, reference }: Reference): string {
  const base = repository === "" ? registry : `${registry}/${repository}`;
  if (repository === "" || reference === "") return base;
  return digestProblem(reference) === undefined ? `${base}@${reference}` : `${base}:${reference}`;
}

/** The host requests go to: Docker Hub answers elsewhere than under its name. */
export function hostOf({ registry }: Pick<Reference, "registry">): string {
  return registry === "docker.io" ? "registry-1.docker.io" : registry;
}

/** Of a reference that must name something: a bare repository is refused. */
export function parseArtifactReference(artifact: string): Reference {
  const parsed = parseReference(artifact);
  if (parsed.reference === "") throw new RegistryError("invalid reference");
  return parsed;
}
