/** The registry client: repositories by reference, and the check of credentials that a login makes. */
import type { HttpRequest } from "../sys/index.ts";
import { AuthClient, type AuthOptions } from "./auth.ts";
import { pullArtifact, pushArtifact, type Artifact } from "./copy.ts";
import { RegistryError, statusError } from "./error.ts";
import type { Descriptor } from "./manifest.ts";
import { checkRegistry, hostOf, parseArtifactReference, parseReference } from "./reference.ts";
import { Repository, type Content } from "./repository.ts";

export interface RegistryOptions extends AuthOptions {
  readonly plainHttp: boolean;
}

export class Registry {
  readonly #auth: AuthClient;

  constructor(readonly options: RegistryOptions) {
    this.#auth = new AuthClient(options);
  }

  #repository(reference: string): Repository {
    return new Repository(parseReference(reference), { auth: this.#auth, plainHttp: this.options.plainHttp });
  }

  /** Every tag of a repository, in the registry's order. */
  async tags(reference: string): Promise<string[]> {
    return await this.#repository(reference).tags();
  }

  async resolve(reference: string): Promise<Descriptor> {
    return await this.#repository(reference).resolve(parseArtifactReference(reference).reference);
  }

  async pull(reference: string, mediaTypes: ReadonlySet<string>): Promise<Artifact> {
    const repository = this.#repository(reference);
    if (repository.reference.reference === "") {
      throw new RegistryError('failed to perform "FetchReference" on source: invalid reference');
    }
    return await pullArtifact(repository, { reference: repository.reference.reference, mediaTypes });
  }

  async push(reference: string, artifact: { manifest: Content; blobs: readonly Content[] }): Promise<void> {
    await pushArtifact(this.#repository(reference), { ...artifact, tag: parseArtifactReference(reference).reference });
  }
}

/** Whether a registry is there and lets these credentials in: the API's root answers. Throws otherwise. */
export async function ping(registry: string, options: RegistryOptions): Promise<void> {
  checkRegistry(registry);
  const request: HttpRequest = {
    method: "GET",
    url: `${options.plainHttp ? "http" : "https"}://${hostOf({ registry })}/v2/`,
  };
  const response = await new AuthClient(options).send(request);
  if (response.status === 404) {
    await response.discard();
    throw new RegistryError("not found", { notFound: true });
  }
  if (response.status !== 200) throw await statusError(request, response);
  await response.discard();
}
