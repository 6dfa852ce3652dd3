/** The real Helm of each major: HELM3 and HELM4 name it, or it is found on PATH. */
import type { Major } from "./lifecycle.ts";

const VERSIONS: Readonly<Record<Major, RegExp>> = { helm3: /^v3\./, helm4: /^v4\./ };

export function peer(major: Major): string | undefined {
  const candidates = [process.env[major.toUpperCase()], Bun.which(major), Bun.which("helm")];
  return (
    candidates.find((path) => path !== undefined && path !== null && path !== "" && isPeer(path, major)) ?? undefined
  );
}

function isPeer(path: string, major: Major): boolean {
  return VERSIONS[major].test(versionOf(path));
}

export function versionOf(program: string): string {
  const { exitCode, stdout } = Bun.spawnSync([program, "version", "--short"]);
  return exitCode === 0 ? stdout.toString().trim() : "";
}
