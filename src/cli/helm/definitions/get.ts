import type { CommandBody } from "../../cobra/command.ts";
import { oneRelease, revisions } from "../completions.ts";
import { exactly, noArguments } from "./argument-rules.ts";
import { outputFlag } from "./output-flag.ts";
import { present } from "./present.ts";

const GET = `
This command consists of multiple subcommands which can be used to
get extended information about the release, including:

- The values used to generate the release
- The generated manifest file
- The notes provided by the chart of the release
- The hooks associated with the release
- The metadata of the release
`;
const GET_ALL = `
This command prints a human readable collection of information about the
notes, hooks, supplied values, and generated manifest file of the given release.
`;
const GET_HOOKS = `
This command downloads hooks for a given release.

Hooks are formatted in YAML and separated by the YAML '---\\n' separator.
`;
const GET_MANIFEST = `
This command fetches the generated manifest for a given release.

A manifest is a YAML-encoded representation of the Kubernetes resources that
were generated from this release's chart(s). If a chart is dependent on other
charts, those resources will also be included in the manifest.
`;
const GET_NOTES = `
This command shows notes provided by the chart of a named release.
`;
const GET_VALUES = `
This command downloads a values file for a given release.
`;

export function get(): CommandBody {
  return {
    long: GET,
    args: noArguments,
    commands: [
      { use: "all RELEASE_NAME", short: "download all information for a named release", ...getAll() },
      { use: "hooks RELEASE_NAME", short: "download all hooks for a named release", ...getHooks() },
      { use: "manifest RELEASE_NAME", short: "download the manifest for a named release", ...getManifest() },
      { use: "metadata RELEASE_NAME", short: "This command fetches metadata for a given release", ...getMetadata() },
      { use: "notes RELEASE_NAME", short: "download the notes for a named release", ...getNotes() },
      { use: "values RELEASE_NAME", short: "download the values file for a named release", ...getValues() },
    ],
  };
}

function getAll(): CommandBody {
  return {
    long: GET_ALL,
    flags: present(
      { name: "revision", type: "int", usage: "get the named release with revision", complete: revisions },
      { name: "template", usage: "go template for formatting the output, eg: {{.Release.Name}}" },
    ),
    args: exactly(1),
    complete: oneRelease,
    run: () => import("../get-all.ts"),
  };
}

function getHooks(): CommandBody {
  return {
    long: GET_HOOKS,
    flags: present({
      name: "revision",
      type: "int",
      usage: "get the named release with revision",
      complete: revisions,
    }),
    args: exactly(1),
    complete: oneRelease,
    run: () => import("../get-hooks.ts"),
  };
}

function getManifest(): CommandBody {
  return {
    long: GET_MANIFEST,
    flags: present({
      name: "revision",
      type: "int",
      usage: "get the named release with revision",
      complete: revisions,
    }),
    args: exactly(1),
    complete: oneRelease,
    run: () => import("../get-manifest.ts"),
  };
}

function getMetadata(): CommandBody {
  return {
    flags: present(outputFlag, {
      name: "revision",
      type: "int",
      usage: "specify release revision",
      complete: revisions,
    }),
    args: exactly(1),
    complete: oneRelease,
    run: () => import("../get-metadata.ts"),
  };
}

function getNotes(): CommandBody {
  return {
    long: GET_NOTES,
    flags: present({
      name: "revision",
      type: "int",
      usage: "get the named release with revision",
      complete: revisions,
    }),
    args: exactly(1),
    complete: oneRelease,
    run: () => import("../get-notes.ts"),
  };
}

function getValues(): CommandBody {
  return {
    long: GET_VALUES,
    flags: present(
      outputFlag,
      { name: "all", shorthand: "a", type: "bool", usage: "dump all (computed) values" },
      { name: "revision", type: "int", usage: "get the named release with revision", complete: revisions },
    ),
    args: exactly(1),
    complete: oneRelease,
    run: () => import("../get-values.ts"),
  };
}
