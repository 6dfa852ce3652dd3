/** How much a build reads: one that reads much starts over in a process made for it (sys/restart.ts), before it has done anything. */
import { restartForLargeBuild } from "../../sys/index.ts";
import type { World } from "./world.ts";

/** About 200 objects. Below, the few milliseconds of another start are not won back. */
const LARGE_BYTES = 64 * 1024;

/** The world of a build that has not run a program yet: from then on starting over would run it twice. */
export function restartingWhenLarge(world: World): World {
  let bytes = 0;
  let mayRestart = true;
  const read = (path: string): Uint8Array => {
    const content = world.files.read(path);
    bytes += content.length;
    if (mayRestart && bytes > LARGE_BYTES) {
      mayRestart = false;
      restartForLargeBuild();
    }
    return content;
  };
  return {
    ...world,
    files: {
      read,
      stat: (path) => world.files.stat(path),
      lstat: (path) => world.files.lstat(path),
      list: (path) => world.files.list(path),
      realPath: (path) => world.files.realPath(path),
    },
    run(request) {
      mayRestart = false;
      return world.run(request);
    },
  };
}
