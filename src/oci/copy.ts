/** Artifacts as a whole: everything a reference names, fetched into memory, or pushed from it (oras-go's Copy and ExtendedCopy). */
import { RegistryError, performing } from "./error.ts";
import { childrenOf, isManifest, type Descriptor } from "./manifest.ts";
import { checkContent, readContent, type Content, type Repository } from "./repository.ts";

export interface Artifact {
  readonly root: Content;
  /** Whatever was fetched, the root included when its type was wanted. */
  readonly contents: readonly Content[];
}

/** Manifests within indexes within indexes: no real artifact has more. */
const DEPTH_MAX = 8;
const CONTENTS_MAX = 1000;

/**
 * Fetches what a reference names and everything below it whose media type is wanted. Layers arrive side by side, and each is checked
 * against its digest.
 */
export async function pullArtifact(
  repository: Repository,
  { reference, mediaTypes }: { reference: string; mediaTypes: ReadonlySet<string> },
): Promise<Artifact> {
  const root = await performing("FetchReference", "source", () => repository.fetchReference(reference));
  const children = await performing("Successors", "source", async () => {
    if (isManifest(root.descriptor)) checkContent(root);
    return childrenOf(root.descriptor, root.bytes);
  });
  const walk = new Walk(repository, mediaTypes);
  await walk.below(children, 1);
  return { root, contents: walk.withRoot(root) };
}

class Walk {
  readonly #contents: Content[] = [];
  readonly #seen = new Set<string>();

  constructor(
    readonly repository: Repository,
    readonly mediaTypes: ReadonlySet<string>,
  ) {}

  withRoot(root: Content): Content[] {
    return this.mediaTypes.has(root.descriptor.mediaType) ? [root, ...this.#contents] : this.#contents;
  }

  async below(descriptors: readonly Descriptor[], depth: number): Promise<void> {
    if (depth > DEPTH_MAX) throw new RegistryError(`manifests are nested more than ${DEPTH_MAX} deep`);
    await Promise.all(
      descriptors.filter((descriptor) => this.#isNew(descriptor)).map((child) => this.#visit(child, depth)),
    );
  }

  #isNew({ mediaType, digest, size }: Descriptor): boolean {
    const key = `${mediaType} ${digest} ${size}`;
    if (this.#seen.has(key)) return false;
    this.#seen.add(key);
    if (this.#seen.size > CONTENTS_MAX)
      throw new RegistryError(`the artifact names more than ${CONTENTS_MAX} contents`);
    return true;
  }

  async #visit(descriptor: Descriptor, depth: number): Promise<void> {
    if (isManifest(descriptor)) return await this.#visitManifest(descriptor, depth);
    if (!this.mediaTypes.has(descriptor.mediaType)) return;
    const response = await performing("Fetch", "source", () => this.repository.fetch(descriptor));
    const bytes = await performing("Push", "destination", () => readContent(response, descriptor));
    this.#contents.push({ descriptor, bytes });
  }

  async #visitManifest(descriptor: Descriptor, depth: number): Promise<void> {
    const bytes = await performing("FindSuccessors", "source", async () =>
      readContent(await this.repository.fetch(descriptor), descriptor),
    );
    if (this.mediaTypes.has(descriptor.mediaType)) this.#contents.push({ descriptor, bytes });
    await this.below(childrenOf(descriptor, bytes), depth + 1);
  }
}

/** Pushes the blobs the repository lacks, then the manifest under its digest and its tag. */
export async function pushArtifact(
  repository: Repository,
  { manifest, blobs, tag }: { manifest: Content; blobs: readonly Content[]; tag: string },
): Promise<void> {
  if (!(await performing("Exists", "destination", () => repository.exists(manifest.descriptor)))) {
    await Promise.all(blobs.map((blob) => pushMissing(repository, blob)));
    await performing("Push", "destination", () => repository.pushManifest(manifest, manifest.descriptor.digest));
  }
  await performing("Tag", "destination", async () => {
    // What is tagged is what the registry gives back.
    await (await repository.fetch(manifest.descriptor)).discard();
    await repository.pushManifest(manifest, tag);
  });
}

async function pushMissing(repository: Repository, blob: Content): Promise<void> {
  if (await performing("Exists", "destination", () => repository.exists(blob.descriptor))) return;
  await performing("Push", "destination", () => repository.pushBlob(blob));
}
