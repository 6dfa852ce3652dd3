/** What monitoring asks for, of the many names that the real server has: how many objects of each kind there are, and which version this is. */
import type { Server } from "../objects/server.ts";
import { VERSION } from "../version.ts";
import { asText, type WireResponse } from "./request.ts";

export function metrics({ kinds, store }: Pick<Server, "kinds" | "store">): WireResponse {
  const objects = kinds.stored().map(({ resource, collection }) => {
    const { group } = resource;
    const labels = `group=${JSON.stringify(group)},resource=${JSON.stringify(resource.name)}`;
    return `apiserver_resource_objects{${labels}} ${store.keys(collection).length}`;
  });
  const version = `git_version=${JSON.stringify(VERSION.gitVersion)},major="${VERSION.major}",minor="${VERSION.minor}"`;
  const lines = [
    "# HELP apiserver_resource_objects [STABLE] Number of stored objects at the time of last check split by kind.",
    ...["# TYPE apiserver_resource_objects gauge", ...objects.sort()],
    "# HELP kubernetes_build_info [ALPHA] A metric with a constant '1' value labeled by version.",
    ...["# TYPE kubernetes_build_info gauge", `kubernetes_build_info{${version}} 1`],
  ];
  return {
    ...asText(`${lines.join("\n")}\n`),
    contentType: "text/plain; version=0.0.4; charset=utf-8; escaping=underscores",
  };
}
