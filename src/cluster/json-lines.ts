import { type JsonValue, parseJson } from "../kube/index.ts";

/** etcd refuses objects above 1.5 MiB, the API server requests above 3 MiB; an event is one object and its frame. */
const LINE_BYTES_MAX = 16 << 20;

/** The JSON documents of a stream, one a line, as watches send them. */
export async function* jsonLines(chunks: AsyncIterable<Uint8Array>): AsyncIterable<JsonValue> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    if (rest.length > LINE_BYTES_MAX) throw new Error(`a watch event is larger than ${LINE_BYTES_MAX} bytes`);
    for (const line of lines) if (line !== "") yield parseJson(line);
  }
}
