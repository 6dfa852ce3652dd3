/** Any bytes, kept as one text in JSON (sops 3.13, stores/json, `BinaryStore`). */
import { GoError } from "../../go/index.ts";
import type { TreeBranches } from "../tree.ts";
import { jsonStore } from "./json.ts";
import type { Store } from "./store.ts";

const KEY = "data";
const HINT =
  "This is likely not an encrypted binary file? If not, use --output-type to select the correct output type.";

/** The tree is none of a binary file. `hint` is what the program adds. */
export class BinaryError extends GoError {
  override name = "BinaryError";
  readonly hint = HINT;

  constructor(why: string) {
    super(`error emitting binary store: ${why}`);
  }
}

export const binaryStore: Store = {
  load: jsonStore({}).load,
  emit,
  emitValue() {
    throw new GoError("Binary files are not structured and extracting a single value is not possible");
  },
};

function emit(branches: TreeBranches): string {
  const [branch] = branches;
  if (branch === undefined || branches.length > 1) throw new BinaryError("there must be exactly one tree branch");
  const item = branch.items.find(({ key }) => key === KEY);
  if (item === undefined) throw new BinaryError("no binary data found in tree");
  if (typeof item.value !== "string") throw new BinaryError("'data' key in tree does not have a string value");
  return item.value;
}
