/** Colours of releases on terminals (Helm 4.3.1 internal/cli/output/color.go). */
import type { ReleaseStatus } from "../../../helm/storage/index.ts";
import type { Terminal } from "../../context.ts";

const CYAN = 36;
const [RED, GREEN, YELLOW] = [31, 32, 33];

const STATUS_COLORS: Readonly<Partial<Record<ReleaseStatus, number>>> = {
  deployed: GREEN,
  failed: RED,
  unknown: RED,
  "pending-install": YELLOW,
  "pending-upgrade": YELLOW,
  "pending-rollback": YELLOW,
  uninstalling: YELLOW,
};

export function paintStatus({ color }: Terminal, status: ReleaseStatus): string {
  const code = STATUS_COLORS[status];
  return color && code !== undefined ? `\x1b[${code}m${status}\x1b[0m` : status;
}

export function paintNamespace({ color }: Terminal, namespace: string): string {
  return color ? `\x1b[${CYAN}m${namespace}\x1b[0m` : namespace;
}

export function paintHeader({ color }: Terminal, text: string): string {
  return color ? `\x1b[1m${text}\x1b[22m` : text;
}
