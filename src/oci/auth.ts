/**
 * Requests to registries with authentication: basic, or a bearer token fetched from the realm the registry names, with the scopes
 * the request needs (as oras-go v2.6's auth client, and under its checks of where credentials may go).
 */
import { hostname, parse } from "../go/url/index.ts";
import { quote } from "../go/strconv/index.ts";
import { basicAuthorization, type HttpClient, type HttpRequest, type HttpResponse } from "../sys/index.ts";
import { parseChallenge, type Challenge } from "./challenge.ts";
import { isEmpty, type Credential } from "./credential.ts";
import { decodeJson } from "./decode-json.ts";
import { RegistryError, exchangeError, statusError } from "./error.ts";
import { cleanScopes } from "./scope.ts";

export interface AuthOptions {
  readonly client: HttpClient;
  readonly userAgent: string;
  /** What is known for a host (with its port); the empty credential when nothing is. */
  readonly credentialOf: (host: string) => Promise<Credential>;
  /** Whether a name and a password are traded for a token by OAuth 2 (a login tries that first). */
  readonly prefersOAuth2?: boolean;
}

/** A token's answer is a few KiB; oras-go reads no more than this. */
const TOKEN_BYTES_MAX = 128 * 1024;
const CLIENT_ID = "oras-go";

export class AuthClient {
  /** Tokens by host, then by the scopes they are good for; the empty key holds the basic header. */
  readonly #tokens = new Map<string, Map<string, Promise<string>>>();

  constructor(readonly options: AuthOptions) {}

  /** Sends a request with whatever authorisation the registry asks for. */
  async send(request: HttpRequest, scopes: readonly string[] = []): Promise<HttpResponse> {
    const host = new URL(request.url).host;
    const wanted = cleanScopes(scopes);
    const known = await this.#known(host, wanted);
    const response = await this.#exchange(request, known);
    if (response.status !== 401) return response;
    // A host that was only redirected to is told nothing.
    if (new URL(response.url).origin !== new URL(request.url).origin) return response;
    const challenge = parseChallenge(response.headers.get("www-authenticate") ?? "");
    if (challenge.scheme === "unknown") return response;
    await response.discard();
    const authorization = await this.#answer(request, { challenge, host, scopes: wanted });
    return await this.#exchange(request, authorization);
  }

  async #known(host: string, scopes: readonly string[]): Promise<string | undefined> {
    const tokens = this.#tokens.get(host);
    try {
      return await (tokens?.get("") ?? tokens?.get(scopes.join(" ")));
    } catch {
      return undefined;
    }
  }

  async #exchange(request: HttpRequest, authorization: string | undefined): Promise<HttpResponse> {
    return await this.options.client({
      ...request,
      headers: {
        "User-Agent": this.options.userAgent,
        ...request.headers,
        ...(authorization === undefined ? {} : { Authorization: authorization }),
      },
    });
  }

  async #answer(
    request: HttpRequest,
    { challenge, host, scopes }: { challenge: Challenge; host: string; scopes: readonly string[] },
  ): Promise<string> {
    try {
      if (challenge.scheme === "basic") return await this.#remember(host, "", () => this.#basic(host));
      const asked = challenge.parameters.get("scope") ?? "";
      const all = cleanScopes(asked === "" ? scopes : [...scopes, ...asked.split(" ")]);
      const realm = challenge.parameters.get("realm") ?? "";
      checkRealm(realm, request.url);
      const token = { host, realm, service: challenge.parameters.get("service") ?? "", scopes: all };
      return await this.#remember(host, all.join(" "), async () => `Bearer ${await this.#fetchToken(token)}`);
    } catch (error) {
      throw exchangeError(request, error instanceof Error ? error.message : String(error));
    }
  }

  /** Requests that run side by side share one token; a failure is forgotten. */
  async #remember(host: string, key: string, make: () => Promise<string>): Promise<string> {
    const tokens = this.#tokens.get(host) ?? new Map<string, Promise<string>>();
    this.#tokens.set(host, tokens);
    const pending = make();
    tokens.set(key, pending);
    try {
      return await pending;
    } catch (error) {
      tokens.delete(key);
      throw error;
    }
  }

  async #basic(host: string): Promise<string> {
    const credential = await this.options.credentialOf(host).catch((error: unknown) => {
      throw new RegistryError(
        `failed to resolve credential: ${error instanceof Error ? error.message : String(error)}`,
      );
    });
    if (isEmpty(credential)) throw new RegistryError("basic credential not found");
    const { username, password } = credential;
    if (username === "" || password === "") throw new RegistryError("missing username or password for basic auth");
    return basicAuthorization(`${username}:${password}`);
  }

  async #fetchToken(wanted: TokenRequest): Promise<string> {
    const credential = await this.options.credentialOf(wanted.host);
    if (credential.accessToken !== "") return credential.accessToken;
    const byOAuth2 = credential.refreshToken !== "" || (this.options.prefersOAuth2 === true && !isEmpty(credential));
    const request = byOAuth2 ? oauth2Request(wanted, credential) : distributionRequest(wanted, credential);
    const response = await this.#exchange(request, undefined);
    if (response.status !== 200) throw await statusError(request, response);
    const bytes = await response.readBody({ bytesMax: TOKEN_BYTES_MAX });
    const exchange = { method: request.method, url: response.url };
    const token = readToken(bytes, { byOAuth2, fail: (text) => exchangeError(exchange, text) });
    if (token === "") throw exchangeError(exchange, "empty token returned");
    return token;
  }
}

interface TokenRequest {
  readonly host: string;
  readonly realm: string;
  readonly service: string;
  readonly scopes: readonly string[];
}

function distributionRequest(wanted: TokenRequest, { username, password }: Credential): HttpRequest {
  if (!URL.canParse(wanted.realm))
    throw new RegistryError(`Get ${quote(wanted.realm)}: unsupported protocol scheme ""`);
  const url = new URL(wanted.realm);
  if (wanted.service !== "") url.searchParams.set("service", wanted.service);
  for (const scope of wanted.scopes) url.searchParams.append("scope", scope);
  url.searchParams.sort();
  const hasCredential = username !== "" || password !== "";
  return {
    method: "GET",
    url: url.href,
    ...(hasCredential ? { headers: { Authorization: basicAuthorization(`${username}:${password}`) } } : {}),
  };
}

function oauth2Request(wanted: TokenRequest, credential: Credential): HttpRequest {
  const form = new URLSearchParams();
  if (credential.refreshToken !== "") {
    form.set("grant_type", "refresh_token");
    form.set("refresh_token", credential.refreshToken);
  } else if (credential.username !== "" && credential.password !== "") {
    form.set("grant_type", "password");
    form.set("username", credential.username);
    form.set("password", credential.password);
  } else throw new RegistryError("missing username or password for bearer auth");
  form.set("service", wanted.service);
  form.set("client_id", CLIENT_ID);
  if (wanted.scopes.length > 0) form.set("scope", wanted.scopes.join(" "));
  form.sort();
  return {
    method: "POST",
    url: wanted.realm,
    headers: { "Content-Type": "application/x-www-form-urlencoded" },
    body: new TextEncoder().encode(form.toString()),
  };
}

function readToken(
  bytes: Uint8Array,
  { byOAuth2, fail }: { byOAuth2: boolean; fail: (text: string) => RegistryError },
): string {
  try {
    const answer = (decodeJson(bytes) ?? {}) as { token?: unknown; access_token?: unknown };
    const token = (typeof answer.access_token === "string" && answer.access_token) || (byOAuth2 ? "" : answer.token);
    return typeof token === "string" ? token : "";
  } catch (error) {
    throw fail(`failed to decode response: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/**
 * Credentials are not sent to a realm without TLS when the registry had it, nor to loopback, link-local or private addresses unless
 * the registry itself is there (a registry on the internet must not make a client talk to its own network).
 */
function checkRealm(realm: string, registryUrl: string): void {
  if (realm === "") return;
  const registry = parse(registryUrl);
  const url = parse(realm);
  if (url.scheme !== "https" && url.scheme !== "http") {
    throw new RegistryError(`bearer realm ${quote(realm)} uses unsupported scheme ${quote(url.scheme)}`);
  }
  if (url.scheme === "http" && registry.scheme === "https") {
    throw new RegistryError(`bearer realm ${quote(realm)} uses http but registry was contacted over https`);
  }
  const host = hostname(url);
  if (host !== hostname(registry) && isLocalAddress(host)) {
    throw new RegistryError(
      `bearer realm host ${quote(host)} is a loopback, link-local, private, or unspecified address`,
    );
  }
}

const LOCAL_V4 = /^(127|10|0)\.|^192\.168\.|^169\.254\.|^172\.(1[6-9]|2\d|3[01])\.|^224\.0\.0\./;
const LOCAL_V6 = /^(::1?$|f[cd]|fe[89ab]|ff.2)/i;

function isLocalAddress(host: string): boolean {
  if (/^\d+(\.\d+){3}$/.test(host)) return host.startsWith("0.") ? host === "0.0.0.0" : LOCAL_V4.test(host);
  return host.includes(":") && LOCAL_V6.test(host);
}
