/** `edit set image` and `edit set replicas` (kustomize 5.8). */
import { compareStrings } from "../../go/index.ts";
import { atoi } from "../../go/strconv/index.ts";
import { KustomizeError } from "../error.ts";
import type { Image, Kustomization, Replica } from "../kustomization/types.ts";
import { splitImage } from "../transform/images.ts";

const INVALID_IMAGE = `invalid format of image, use one of the following options:
- <image>=<newimage>:<newtag>
- <image>=<newimage>@<digest>
- <image>=<newimage>:<newtag>@<digest>
- <image>=<newimage>
- <image>:<newtag>
- <image>:<newtag>@<digest>
- <image>@<digest>`;

/** Stands for what the kustomization says already. */
const KEEP = "*";

export function setImages(kustomization: Kustomization, args: readonly string[]): void {
  if (args.length === 0) throw new KustomizeError("no image specified");
  const images = new Map(args.map(parseImage).map((image) => [image.name ?? "", image]));
  for (const old of kustomization.images ?? []) {
    const name = old.name ?? "";
    const image = images.get(name);
    images.set(name, image === undefined ? old : kept(image, old));
  }
  const sorted = [...images].sort(([a], [b]) => compareStrings(a, b));
  kustomization.images = sorted.map(([, image]) => kept(image, {}));
}

function kept(image: Image, old: Image): Image {
  if (![image.newName, image.newTag, image.digest].includes(KEEP)) return image;
  const pick = (value: string | undefined, before: string | undefined): string =>
    (value === KEEP ? before : value) ?? "";
  const { name = "" } = image;
  return {
    name,
    newName: pick(image.newName, old.newName),
    newTag: pick(image.newTag, old.newTag),
    digest: pick(image.digest, old.digest),
  };
}

function parseImage(arg: string): Image {
  const equals = arg.indexOf("=");
  const key = equals < 0 ? "" : arg.slice(0, equals);
  const { name, tag: newTag, digest } = splitImage(arg.slice(equals + 1));
  if (name === arg) throw new KustomizeError(INVALID_IMAGE);
  return key === "" ? { name, newTag, digest } : { name: key, newName: name, newTag, digest };
}

const INVALID_REPLICAS = "invalid format of replica, use the following format: <name>=<count>";

export function setReplicaCounts(kustomization: Kustomization, args: readonly string[]): void {
  if (args.length === 0) throw new KustomizeError("no replicas specified");
  const replicas = new Map(args.map(parseReplica).map((replica) => [replica.name ?? "", replica]));
  for (const old of kustomization.replicas ?? []) {
    if (!replicas.has(old.name ?? "")) replicas.set(old.name ?? "", old);
  }
  kustomization.replicas = [...replicas].sort(([a], [b]) => compareStrings(a, b)).map(([, replica]) => replica);
}

function parseReplica(arg: string): Replica {
  const parts = arg.split("=");
  const [name = "", count = ""] = parts;
  if (parts.length !== 2) throw new KustomizeError(INVALID_REPLICAS);
  return { name, count: countOf(count) };
}

function countOf(text: string): number {
  try {
    return Number(atoi(text));
  } catch {
    throw new KustomizeError(INVALID_REPLICAS);
  }
}
