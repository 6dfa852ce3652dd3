/** `helmfile unittest` needs a plug-in of Helm that is not part of this program. */
import { CommandError } from "../context.ts";

export function run(): void {
  throw new CommandError(
    "helm-unittest plugin is required for `helmfile unittest`, and plug-ins of Helm are not run by this program yet: plugin unittest not installed",
  );
}
