import { GoError } from "../../go/index.ts";

/** A state file cannot be read: `failed to read helmfile.yaml: …`. */
export class StateLoadError extends GoError {
  override name = "StateLoadError";

  constructor(what: string, cause: Error) {
    super(`${what}: ${cause.message}`, { cause });
  }
}

/** The state file does not know the environment that was asked for: it is passed over. */
export class UndefinedEnvironmentError extends GoError {
  constructor(name: string) {
    super(`environment "${name}" is not defined`);
  }
}
