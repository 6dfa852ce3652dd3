/** What values files say to a kustomization: they are read for a few fields of it (chartify 0.28, kustomize.go). */
import { parseNodes } from "../../yaml/index.ts";
import { fieldOf, textOf } from "./text-fields.ts";

export interface KustomizeValues {
  /** As `kustomize edit set image` takes them. */
  readonly images: readonly string[];
  readonly namePrefix: string;
  readonly nameSuffix: string;
  readonly namespace: string;
}

/** The last file that says something holds. Throws `GoError` for what is no YAML. */
export function kustomizeValues(texts: readonly string[], namespace: string): KustomizeValues {
  const roots = texts.map((text) => parseNodes(text)[0]?.content[0]);
  const lastOf = (name: string) => roots.map((root) => fieldOf(root, name)).findLast((node) => node !== undefined);
  return {
    images: (lastOf("images")?.content ?? []).map((image) => {
      const [newName, newTag, digest] = ["newName", "newTag", "digest"].map((name) => textOf(fieldOf(image, name)));
      return (
        textOf(fieldOf(image, "name")) +
        (newName ? `=${newName}` : "") +
        (newTag ? `:${newTag}` : "") +
        (digest ? `@${digest}` : "")
      );
    }),
    namePrefix: textOf(lastOf("namePrefix")),
    nameSuffix: textOf(lastOf("nameSuffix")),
    namespace: namespace || textOf(lastOf("namespace")),
  };
}
