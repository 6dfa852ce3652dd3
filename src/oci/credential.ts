/** Credentials of a registry and where they are kept. */

export interface Credential {
  readonly username: string;
  readonly password: string;
  /** An identity token, exchanged for access tokens. */
  readonly refreshToken: string;
  readonly accessToken: string;
}

export const NO_CREDENTIAL: Credential = { username: "", password: "", refreshToken: "", accessToken: "" };

export function passwordCredential(username: string, password: string): Credential {
  return { ...NO_CREDENTIAL, username, password };
}

export function isEmpty(credential: Credential): boolean {
  return Object.values(credential).every((part) => part === "");
}

export interface CredentialStore {
  /** The empty credential where nothing is known. */
  get(server: string): Promise<Credential>;
  put(server: string, credential: Credential): Promise<void>;
  remove(server: string): Promise<void>;
}

const DOCKER_HUB_KEY = "https://index.docker.io/v1/";

/** The key a registry's credentials are kept under: Docker's own has a historic one. */
export function serverKey(registry: string): string {
  return registry === "docker.io" || registry === "registry-1.docker.io" ? DOCKER_HUB_KEY : registry;
}

/** Looks into each store in turn; writes to the first. */
export function storeWithFallbacks(first: CredentialStore, ...others: readonly CredentialStore[]): CredentialStore {
  return {
    async get(server) {
      for (const store of [first, ...others]) {
        const credential = await store.get(server);
        if (!isEmpty(credential)) return credential;
      }
      return NO_CREDENTIAL;
    },
    put: (server, credential) => first.put(server, credential),
    remove: (server) => first.remove(server),
  };
}
