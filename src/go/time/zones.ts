/** Where zones come from: the machine's database, read through a port, or the tables of the JavaScript engine. */
import { type Location, UTC, type Zones } from "./location.ts";
import { locationFromTzif } from "./tzif.ts";

export interface ZoneFiles {
  /** The bytes of a file, `undefined` where there is none. */
  read(path: string): Uint8Array | undefined;
}

/** The folders in which Go looks, in its order (zoneinfo_unix.go). */
const FOLDERS = ["/usr/share/zoneinfo/", "/usr/share/lib/zoneinfo/", "/usr/lib/locale/TZ/", "/etc/zoneinfo/"];

export interface ZoneSettings {
  /** The environment's TZ, `undefined` where it is not set. */
  readonly tz: string | undefined;
  /** The environment's ZONEINFO: a folder searched first. */
  readonly zoneinfo?: string | undefined;
}

/** Zones from the machine's files, each read once; the local zone by TZ or `/etc/localtime`. */
export function fileZones(files: ZoneFiles, settings: ZoneSettings): Zones {
  const loaded = new Map<string, Location | undefined>();
  const folders = settings.zoneinfo ? [`${settings.zoneinfo}/`, ...FOLDERS] : FOLDERS;
  let local: Location | undefined;
  return {
    get local(): Location {
      return (local ??= localZone(files, settings.tz));
    },
    load(name) {
      if (!loaded.has(name)) loaded.set(name, fromFolders(files, folders, name));
      return loaded.get(name);
    },
  };
}

function fromFolders(files: ZoneFiles, folders: readonly string[], name: string): Location | undefined {
  for (const folder of folders) {
    const location = fromFile(files, folder + name, name);
    if (location !== undefined) return location;
  }
  return undefined;
}

function fromFile(files: ZoneFiles, path: string, name: string): Location | undefined {
  const bytes = files.read(path);
  return bytes === undefined ? undefined : locationFromTzif(name, bytes);
}

/** An unset TZ means `/etc/localtime`, an empty or unknown one UTC. */
function localZone(files: ZoneFiles, tz: string | undefined): Location {
  if (tz === undefined) return fromFile(files, "/etc/localtime", "Local") ?? LOCAL_UTC;
  const name = tz.startsWith(":") ? tz.slice(1) : tz;
  if (name === "" || name === "UTC") return LOCAL_UTC;
  if (!name.startsWith("/")) return fromFolders(files, FOLDERS, name) ?? LOCAL_UTC;
  return fromFile(files, name, name === "/etc/localtime" ? "Local" : name) ?? LOCAL_UTC;
}

/** Prints as UTC but is Go's `time.Local`, not its `time.UTC`. */
const LOCAL_UTC: Location = { ...UTC };
