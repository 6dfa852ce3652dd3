/** Compressed answers, which Go's net/http asks for and unpacks unless it is told not to. */
import { gunzip, GunzipLimitError } from "./gunzip.ts";
import { BODY_BYTES_MAX, tooLarge, type HttpClient, type HttpRequest, type HttpResponse } from "./http.ts";

/** A client that asks for them. Whoever asks for parts, or for an encoding, gets what the server sends. */
export function withGzip(send: HttpClient): HttpClient {
  return async (request) => {
    if (!takesGzip(request)) return await send(request);
    const response = await send({ ...request, headers: { ...request.headers, "Accept-Encoding": "gzip" } });
    return response.headers.get("content-encoding")?.toLowerCase() === "gzip" ? unpacked(response) : response;
  };
}

function takesGzip({ method, headers = {} }: HttpRequest): boolean {
  return method !== "HEAD" && Object.keys(headers).every((name) => !/^(?:accept-encoding|range)$/i.test(name));
}

function unpacked(response: HttpResponse): HttpResponse {
  const headers = new Headers(response.headers);
  headers.delete("content-encoding");
  headers.delete("content-length");
  return {
    ...response,
    headers,
    contentLength: undefined,
    readBody: async ({ bytesMax = BODY_BYTES_MAX } = {}) =>
      unpack(await response.readBody({ bytesMax: bytesMax + PACKED_BYTES_MORE }), bytesMax),
  };
}

/** What cannot be compressed becomes larger by as much, and a little. */
const PACKED_BYTES_MORE = 1 << 16;

function unpack(bytes: Uint8Array, bytesMax: number): Uint8Array {
  try {
    return gunzip(bytes, { bytesMax });
  } catch (error) {
    throw error instanceof GunzipLimitError ? tooLarge(bytesMax) : error;
  }
}
