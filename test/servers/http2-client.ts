/** `bun --experimental-http2-fetch http2-client.ts URL CA`: asks what http2.test.ts wants to know, and prints it as JSON. */
import { readFileSync } from "node:fs";
import { createHttpClient, HttpError } from "../../src/sys/index.ts";

const [base = "", authority = ""] = process.argv.slice(2);
const options = { env: { get: () => undefined }, tls: { ca: readFileSync(authority, "utf8") } };
const shared = createHttpClient({ ...options, http2: true });
const plain = createHttpClient(options);

async function ask(client: typeof plain, path: string): Promise<string> {
  try {
    const response = await client({ method: "GET", url: base + path });
    return new TextDecoder().decode(await response.readBody());
  } catch (error) {
    return error instanceof HttpError ? error.kind : String(error);
  }
}

await ask(shared, "/version");
const many = await Promise.all(Array.from({ length: 40 }, () => ask(shared, "/version")));
const broken: Record<string, string> = {};
for (const path of ["/refused", "/internal", "/half", "/gone"]) broken[path] = await ask(shared, path);
const beside = await Promise.all(["/slow", "/gone"].map((path) => ask(shared, path)));
console.log(
  JSON.stringify({
    ...{ many: [...new Set(many)], broken, beside },
    large: (await ask(shared, "/large")).length,
    ...{ after: await ask(shared, "/version"), plain: await ask(plain, "/version") },
    sessions: await ask(shared, "/sessions"),
  }),
);
