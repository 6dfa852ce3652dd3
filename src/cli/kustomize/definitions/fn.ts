/** Help, flags and arguments of `kustomize fn`, as Kustomize 5.8.1 has them. */
import type { CommandBody } from "../../cobra/command.ts";

export const definition: CommandBody = {
  commands: [
    {
      use: "run [DIR]",
      short: "[Alpha] Reoncile config functions to Resources.",
      long: `
[Alpha] Reconcile config functions to Resources.

run sequentially invokes all config functions in the directory, providing Resources
in the directory as input to the first function, and writing the output of the last
function back to the directory.

The ordering of functions is determined by the order they are encountered when walking the
directory.  To clearly specify an ordering of functions, multiple functions may be
declared in the same file, separated by '---' (the functions will be invoked in the
order they appear in the file).

#### Arguments:

  DIR:
    Path to local directory.

#### Config Functions:

  Config functions are specified as Kubernetes types containing a metadata.annotations.[config.kubernetes.io/function]
  field specifying an image for the container to run.  This image tells run how to invoke the container.

  Example config function:

	# in file example/fn.yaml
	apiVersion: fn.example.com/v1beta1
	kind: ExampleFunctionKind
	metadata:
	  annotations:
	    config.kubernetes.io/function: |
	      container:
	        # function is invoked as a container running this image
	        image: gcr.io/example/examplefunction:v1.0.1
	    config.kubernetes.io/local-config: "true" # tools should ignore this
	spec:
	  configField: configValue

  In the preceding example, 'kustomize run example/' would identify the function by
  the metadata.annotations.[config.kubernetes.io/function] field.  It would then write all Resources in the directory to
  a container stdin (running the gcr.io/example/examplefunction:v1.0.1 image).  It
  would then write the container stdout back to example/, replacing the directory
  file contents.

  See \`kustomize help cfg docs-fn\` for more details on writing functions.`,
      example: `
kustomize run example/`,
      flags: [
        {
          name: "as-current-user",
          type: "bool",
          usage: "use the uid and gid of the command executor to run the function in the container",
        },
        { name: "dry-run", type: "bool", usage: "print results to stdout" },
        {
          name: "enable-exec",
          type: "bool",
          usage:
            "enable support for exec functions -- note: exec functions run arbitrary code -- do not use for untrusted configs!!! (Alpha)",
        },
        {
          name: "env",
          shorthand: "e",
          type: "stringArray",
          usage: "a list of environment variables to be used by functions",
        },
        { name: "exec-path", usage: "run an executable as a function. (Alpha)" },
        {
          name: "fn-path",
          type: "stringSlice",
          usage: "read functions from these directories instead of the configuration directory.",
        },
        { name: "global-scope", type: "bool", usage: "set global scope for functions." },
        { name: "image", usage: "run this image as a function instead of discovering them." },
        { name: "include-subpackages", type: "bool", usage: "also print resources from subpackages.", default: "true" },
        { name: "log-steps", type: "bool", usage: "log steps to stderr" },
        { name: "mount", type: "stringArray", usage: "a list of storage options read from the filesystem" },
        { name: "network", type: "bool", usage: "enable network access for functions that declare it" },
        { name: "results-dir", usage: "write function results to this dir" },
      ],
      run: () => import("../fn-run.ts"),
    },
  ],
};
