/**
 * What would be there if anything ran: a Secret whose name a pod that has run has in its arguments (charts make certificates so), or that a custom
 * resource names, is taken to have been made.
 */
import { listAt, objectAt, textAt, writeJson, type JsonObject } from "../../kube/index.ts";
import type { Server } from "../objects/server.ts";
import type { Store } from "../storage/store.ts";

const WORDS_MAX = 20_000;
const NAME = /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/;

const heard = new WeakMap<Store, Set<string>>();

/** Of a pod that starts. */
export function noteMentions(pod: JsonObject, { store }: Server): void {
  let words = heard.get(store);
  if (words === undefined) heard.set(store, (words = new Set<string>()));
  const namespace = textAt(pod, "metadata", "namespace");
  for (const container of [...listAt(pod, "spec", "initContainers"), ...listAt(pod, "spec", "containers")]) {
    const texts = [...listAt(container, "command"), ...listAt(container, "args")].map(String);
    const values = listAt(container, "env").map((one) => textAt(one, "value"));
    for (const word of [...texts, ...values].flatMap((text) => text.split(/[^-a-z0-9.]+/)))
      if (NAME.test(word) && words.size < WORDS_MAX) words.add(`${namespace} ${word}`);
  }
}

export function isMentioned(name: string, namespace: string, { store, kinds }: Server): boolean {
  if (heard.get(store)?.has(`${namespace} ${name}`) === true) return true;
  const quoted = JSON.stringify(name);
  return kinds
    .custom()
    .flatMap(({ collection }) => store.list(collection))
    .filter((one) => textAt(one, "metadata", "namespace") === namespace)
    .some((one) => writeJson(objectAt(one, "spec")).includes(quoted));
}
