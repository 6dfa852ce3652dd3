/** Programs of the system that tests play against: installed where that is possible, asked for where it is not. */

export interface SystemPackage {
  /** As Debian names it. */
  readonly name: string;
  readonly program: string;
}

export const REGISTRY: SystemPackage = { name: "docker-registry", program: "docker-registry" };
export const GNUPG: SystemPackage = { name: "gnupg", program: "gpg" };

/** What `npm test` needs beyond Node.js, npm and git. */
export const TEST_PACKAGES: readonly SystemPackage[] = [REGISTRY, GNUPG];

const INSTALL_MS_MAX = 300_000;

/** Installs what is missing; returns what to tell where that cannot be done. */
export function installMissing(packages: readonly SystemPackage[]): string | undefined {
  const missing = packages.filter(isMissing);
  if (missing.length === 0) return undefined;
  const names = missing.map(({ name }) => name);
  const request = `the tests need ${names.join(" and ")}: apt-get install -y ${names.join(" ")}`;
  if (process.getuid?.() !== 0 || Bun.which("apt-get") === null) return request;
  if (!aptGet(["install", "-y", ...names])) {
    aptGet(["update"]);
    aptGet(["install", "-y", ...names]);
  }
  return packages.some(isMissing) ? `${request} (apt-get could not)` : undefined;
}

function isMissing({ program }: SystemPackage): boolean {
  return Bun.which(program) === null;
}

function aptGet(words: readonly string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const command = ["apt-get", "-q", ...words];
  return Bun.spawnSync(command, { env, stdout: "ignore", stderr: "ignore", timeout: INSTALL_MS_MAX }).success;
}
