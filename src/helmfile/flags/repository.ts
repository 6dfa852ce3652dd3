/** The words that make a repository known to Helm (pkg/state/state.go, `SyncRepos`; pkg/helmexec/exec.go). */
import { GoError } from "../../go/index.ts";
import { quote } from "../../go/strconv/index.ts";
import type { Repository } from "../spec/state.ts";
import type { Log, World } from "../world.ts";
import type { HelmVersion } from "./helm-version.ts";

export interface RepositoryWords {
  readonly words: readonly string[];
  /** What Helm reads. */
  readonly input?: string;
}

/** Of `helm registry login`; `undefined` where nobody is to log in. */
export function loginWords(world: World, repository: Repository, helm: HelmVersion): RepositoryWords | undefined {
  const { url = "", certFile = "", keyFile = "", caFile = "", skipTLSVerify = false } = repository;
  const { username, password } = credentialsOf(world, repository);
  if (username === "" || password === "") return undefined;
  const host = url
    .replace(/^oci:\/\//, "")
    .replace(/^https:\/\//, "")
    .replace(/^http:\/\//, "");
  const keyed = helm.isAtLeast("3.12.0");
  return {
    words: [
      ...["registry", "login", host.split("/", 1)[0] ?? ""],
      ...(keyed && certFile !== "" && keyFile !== "" ? ["--cert-file", certFile, "--key-file", keyFile] : []),
      ...(keyed && caFile !== "" ? ["--ca-file", caFile] : []),
      ...(skipTLSVerify ? ["--insecure"] : []),
      ...["--username", username, "--password-stdin"],
    ],
    input: `${password}\n`,
  };
}

/** Of `helm repo add`. Throws `GoError` for a repository without a name. */
export function addWords(
  world: World,
  repository: Repository,
  { helm, forces }: { helm: HelmVersion; forces: boolean },
): RepositoryWords {
  const { name = "", url = "", certFile = "", keyFile = "", caFile = "" } = repository;
  const { passCredentials = false, skipTLSVerify = false } = repository;
  const { username, password } = credentialsOf(world, repository);
  const words = [
    ...["repo", "add", name, url],
    ...(forces && helm.isAtLeast("3.3.2") ? ["--force-update"] : []),
    ...(certFile !== "" && keyFile !== "" ? ["--cert-file", certFile, "--key-file", keyFile] : []),
    ...(caFile === "" ? [] : ["--ca-file", caFile]),
    ...(passCredentials ? ["--pass-credentials"] : []),
    ...(skipTLSVerify ? ["--insecure-skip-tls-verify"] : []),
  ];
  if (username === "" || password === "") return { words };
  return { words: [...words, "--username", username, "--password-stdin"], input: `${password}\n` };
}

/** Throws `GoError` for what is not known: `acr` is Azure's registry. */
export function checkManaged({ name = "", managed = "" }: Repository, log: Log): void {
  if (managed === "" || managed === "acr") return;
  log.error(`ERROR: unknown type '${managed}' for repository ${name}`);
  throw new GoError(`unknown managed type ${quote(managed)} for repository ${name}`);
}

/** The repository's own, or those of variables that begin with its name. */
function credentialsOf(world: World, { name = "", username = "", password = "" }: Repository) {
  const prefix = name.replaceAll("-", "_").toUpperCase();
  return {
    username: username || (world.env(`${prefix}_USERNAME`) ?? ""),
    password: password || (world.env(`${prefix}_PASSWORD`) ?? ""),
  };
}
