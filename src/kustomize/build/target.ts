/** One kustomization: its file, read and checked, and what of the build it sees. */
import { isMap, type GoMap } from "../../go/index.ts";
import { unmarshal } from "../../yaml/index.ts";
import { KustomizeError } from "../error.ts";
import {
  checkKustomization,
  decodeKustomization,
  deprecationWarnings,
  fixKustomization,
  KUSTOMIZATION_FILES,
} from "../kustomization/read.ts";
import type { Kustomization } from "../kustomization/types.ts";
import type { Loader } from "../load/loader.ts";
import type { Accumulator } from "./accumulator.ts";
import type { BuildContext, BuildOptions } from "./context.ts";
import type { BuildOrigin } from "./origin.ts";
import type { Schemas } from "../schema/schemas.ts";

export interface Target extends BuildContext {
  readonly kustomization: Kustomization;
  /** The name of its file. */
  readonly file: string;
  /** Only when `buildMetadata` of the one that is built asks for origins. */
  readonly origin: BuildOrigin | undefined;
  /** The namespace of the kustomizations above, for charts. */
  readonly chartNamespace: string;
  /** `buildMetadata` of the one that is built. */
  readonly buildMetadata: readonly string[];
  /** How the build takes up paths: configurations of plugins may be whole kustomizations. */
  readonly addResources: (target: Target, gathered: Accumulator, paths: readonly string[]) => void;
}

export interface TargetOptions {
  readonly options: BuildOptions;
  readonly loader: Loader;
  readonly schemas: Schemas;
}

/** Reads the kustomization in the loader's root and warns about deprecated fields. */
export function loadKustomization({ options, loader }: TargetOptions): Pick<Target, "kustomization" | "file"> {
  const { bytes, file } = findKustomization(loader);
  const kustomization = decodeKustomization(bytes);
  for (const warning of deprecationWarnings(kustomization)) options.warn(warning);
  fixKustomization(kustomization);
  checkKustomization(kustomization, loader.root);
  return { kustomization, file };
}

/** Takes up what a kustomization says about schemas; only the first that says something counts. */
export function configureSchemas({ schemas, loader }: TargetOptions, kustomization: Kustomization): void {
  schemas.configure(kustomization.openapi, (path): GoMap => {
    const value = unmarshal(loader.readText(path));
    return isMap(value) ? value : new Map();
  });
}

/** The one file in the loader's root that is a kustomization. */
export function findKustomization(loader: Pick<Loader, "read" | "root">): { bytes: Uint8Array; file: string } {
  const found = KUSTOMIZATION_FILES.flatMap((file) => {
    try {
      return [{ bytes: loader.read(file), file }];
    } catch {
      return [];
    }
  });
  const [first, ...more] = found;
  if (more.length > 0) throw new KustomizeError(`Found multiple kustomization files under: ${loader.root}\n`);
  if (first !== undefined) return first;
  throw new MissingKustomization(loader.root);
}

export class MissingKustomization extends KustomizeError {
  constructor(root: string) {
    const names = KUSTOMIZATION_FILES.map((name) => `'${name}'`);
    super(`unable to find one of ${names.slice(0, -1).join(", ")} or ${names.at(-1)} in directory '${root}'`);
  }
}
