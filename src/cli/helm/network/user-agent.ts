import type { Dialect } from "../../context.ts";
import { defaultCapabilities } from "../../../helm/capabilities/index.ts";

/** `Helm/4.3.1`. */
export function userAgent({ dialect }: { readonly dialect: Dialect }): string {
  return `Helm/${defaultCapabilities(dialect).helmVersion.version.replace(/^v/, "")}`;
}
