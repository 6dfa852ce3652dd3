/** Help, flags and arguments of `kustomize edit`, as Kustomize 5.8.1 has them. */
import type { CommandBody } from "../../cobra/command.ts";

export const definition: CommandBody = {
  example: `
	# Adds a configmap to the kustomization file
	kustomize edit add configmap NAME --from-literal=k=v

	# Sets the nameprefix field
	kustomize edit set nameprefix <prefix-value>

	# Sets the namesuffix field
	kustomize edit set namesuffix <suffix-value>
`,
  commands: [
    {
      use: "add",
      short: "Adds an item to the kustomization file",
      example: `
	# Adds a secret to the kustomization file
	kustomize edit add secret NAME --from-literal=k=v

	# Adds a configmap to the kustomization file
	kustomize edit add configmap NAME --from-literal=k=v

	# Adds a resource to the kustomization
	kustomize edit add resource <filepath>

	# Adds a patch to the kustomization
	kustomize edit add patch --path {filepath} --group {target group name} --version {target version}

	# Adds a component to the kustomization
	kustomize edit add component <filepath>

	# Adds one or more base directories to the kustomization
	kustomize edit add base <filepath>
	kustomize edit add base <filepath1>,<filepath2>,<filepath3>

	# Adds one or more commonLabels to the kustomization
	kustomize edit add label {labelKey1:labelValue1},{labelKey2:labelValue2}

	# Adds one or more commonAnnotations to the kustomization
	kustomize edit add annotation {annotationKey1:annotationValue1},{annotationKey2:annotationValue2}

	# Adds a transformer configuration to the kustomization
	kustomize edit add transformer <filepath>
`,
      commands: [
        {
          use: "annotation",
          short: "Adds one or more commonAnnotations to kustomization.yaml",
          example: `
		add annotation {annotationKey1:annotationValue1} {annotationKey2:annotationValue2}`,
          flags: [
            { name: "force", shorthand: "f", type: "bool", usage: "overwrite commonAnnotation if it already exists" },
          ],
          run: () => import("../edit/add.ts").then((parts) => parts.annotation),
        },
        {
          use: "base",
          short: "Adds one or more bases to the kustomization.yaml in current directory",
          example: `
		add base {filepath1},{filepath2}`,
          run: () => import("../edit/add.ts").then((parts) => parts.base),
        },
        {
          use: "buildmetadata",
          short: "Adds one or more buildMetadata options to the kustomization.yaml in the current directory",
          long: `Adds one or more buildMetadata options to the kustomization.yaml in the current directory.
The following options are valid:
  - originAnnotations
  - transformerAnnotations
  - managedByLabel
originAnnotations will add the annotation config.kubernetes.io/origin to each resource, describing where 
each resource originated from.
transformerAnnotations will add the annotation alpha.config.kubernetes.io/transformations to each resource,
describing the transformers that have acted upon the resource.
managedByLabel will add the label app.kubernetes.io/managed-by to each resource, describing which version
of kustomize managed the resource.`,
          example: `
		add buildmetadata {option1},{option2}`,
          run: () => import("../edit/add.ts").then((parts) => parts.buildmetadata),
        },
        {
          use: "component",
          short: "Add the name of a file containing a component to the kustomization file",
          example: `
		add component {filepath}`,
          run: () => import("../edit/add.ts").then((parts) => parts.component),
        },
        {
          use: "configmap NAME [--namespace=namespace-name] [--behavior={create|merge|replace}] [--from-file=[key=]source] [--from-literal=key1=value1]",
          short: "Adds a configmap to the kustomization file",
          example: `
	# Adds a configmap to the kustomization file (with a specified key)
	kustomize edit add configmap my-configmap --from-file=my-key=file/path --from-literal=my-literal=12345

	# Adds a configmap to the kustomization file (key is the filename)
	kustomize edit add configmap my-configmap --from-file=file/path

	# Adds a configmap from env-file
	kustomize edit add configmap my-configmap --from-env-file=env/path.env

	# Adds a configmap from env-file with behavior merge
	kustomize edit add configmap my-configmap --behavior=merge --from-env-file=env/path.env

	# Adds a configmap to the kustomization file with a specific namespace
	kustomize edit add configmap my-configmap --namespace test-ns --from-literal=my-key=my-value
`,
          flags: [
            {
              name: "behavior",
              usage:
                "Specify the behavior for config map generation, i.e whether to create a new configmap (the default),  to merge with a previously defined one, or to replace an existing one. Merge and replace should be used only  when overriding an existing configmap defined in a base",
            },
            { name: "disableNameSuffixHash", type: "bool", usage: "Disable the name suffix for the configmap" },
            {
              name: "from-env-file",
              usage:
                "Specify the path to a file to read lines of key=val pairs to create a configmap (i.e. a Docker .env file).",
            },
            {
              name: "from-file",
              type: "stringSlice",
              usage:
                "Key file can be specified using its file path, in which case file basename will be used as configmap key, or optionally with a key and file path, in which case the given key will be used.  Specifying a directory will iterate each named file in the directory whose basename is a valid configmap key.",
            },
            {
              name: "from-literal",
              type: "stringArray",
              usage: "Specify a key and literal value to insert in configmap (i.e. mykey=somevalue)",
            },
            { name: "namespace", usage: "Specify the namespace of the ConfigMap" },
          ],
          run: () => import("../edit/add.ts").then((parts) => parts.configmap),
        },
        {
          use: "generator",
          short: "Add the name of a file containing a generator configuration to the kustomization file",
          example: `
		add generator {filepath}`,
          run: () => import("../edit/add.ts").then((parts) => parts.generator),
        },
        {
          use: "label",
          short: "Adds one or more commonLabels to kustomization.yaml",
          example: `
		add label {labelKey1:labelValue1} {labelKey2:labelValue2}`,
          flags: [
            { name: "force", shorthand: "f", type: "bool", usage: "overwrite commonLabel if it already exists" },
            {
              name: "include-templates",
              type: "bool",
              usage: "include labels in templates (requires --without-selector)",
            },
            { name: "without-selector", type: "bool", usage: "using add labels without selector option" },
          ],
          run: () => import("../edit/add.ts").then((parts) => parts.label),
        },
        {
          use: "patch",
          short: "Add an item to patches field",
          long: `This command will add an item to patches field in the kustomization file.
Each item may:

 - be either a strategic merge patch, or a JSON patch
 - be either a file, or an inline string
 - target a single resource or multiple resources`,
          example: `
		add patch --path {filepath} --group {target group name} --version {target version}`,
          flags: [
            { name: "annotation-selector", usage: "annotationSelector in patch target" },
            { name: "group", usage: "API group in patch target" },
            { name: "kind", usage: "Resource kind in patch target" },
            { name: "label-selector", usage: "labelSelector in patch target" },
            { name: "name", usage: "Resource name in patch target" },
            { name: "namespace", usage: "Resource namespace in patch target" },
            { name: "patch", usage: "Literal string of patch content. Cannot be used with --path at the same time." },
            { name: "path", usage: "Path to the patch file. Cannot be used with --patch at the same time." },
            { name: "version", usage: "API version in patch target" },
          ],
          run: () => import("../edit/add.ts").then((parts) => parts.patch),
        },
        {
          use: "resource",
          short: "Add the name of a file containing a resource to the kustomization file",
          example: `
		add resource {filepath}`,
          flags: [{ name: "no-verify", type: "bool", usage: "skip validation for resources" }],
          run: () => import("../edit/add.ts").then((parts) => parts.resource),
        },
        {
          use: "secret NAME [--from-file=[key=]source] [--from-literal=key1=value1] [--type=Opaque|kubernetes.io/tls]",
          short: "Adds a secret to the kustomization file.",
          example: `
	# Adds a secret to the kustomization file (with a specified key)
	kustomize edit add secret my-secret --from-file=my-key=file/path --from-literal=my-literal=12345

	# Adds a secret to the kustomization file (key is the filename)
	kustomize edit add secret my-secret --from-file=file/path

	# Adds a secret from env-file
	kustomize edit add secret my-secret --from-env-file=env/path.env
`,
          flags: [
            { name: "disableNameSuffixHash", type: "bool", usage: "Disable the name suffix for the secret" },
            {
              name: "from-env-file",
              usage:
                "Specify the path to a file to read lines of key=val pairs to create a secret (i.e. a Docker .env file).",
            },
            {
              name: "from-file",
              type: "stringSlice",
              usage:
                "Key file can be specified using its file path, in which case file basename will be used as secret key, or optionally with a key and file path, in which case the given key will be used.  Specifying a directory will iterate each named file in the directory whose basename is a valid secret key.",
            },
            {
              name: "from-literal",
              type: "stringArray",
              usage: "Specify a key and literal value to insert in secret (i.e. mykey=somevalue)",
            },
            { name: "namespace", usage: "Specify the namespace of the secret" },
            {
              name: "type",
              usage: "Specify the secret type this can be 'Opaque' (default), or 'kubernetes.io/tls'",
              default: "Opaque",
            },
          ],
          run: () => import("../edit/add.ts").then((parts) => parts.secret),
        },
        {
          use: "transformer",
          short: "Add the name of a file containing a transformer configuration to the kustomization file",
          example: `
		add transformer {filepath}`,
          run: () => import("../edit/add.ts").then((parts) => parts.transformer),
        },
      ],
    },
    {
      use: "alpha-list-builtin-plugin",
      short: "[Alpha] List the builtin plugins",
      run: () => import("../edit/list-built-in.ts"),
    },
    {
      use: "fix",
      short: "Fix the missing fields in kustomization file",
      example: `
	# Fix the missing and deprecated fields in kustomization file
	kustomize edit fix

`,
      flags: [
        {
          name: "vars",
          type: "bool",
          usage: `If specified, kustomize will attempt to convert vars to replacements. 
We recommend doing this in a clean git repository where the change is easy to undo.`,
        },
      ],
      run: () => import("../edit/fix.ts"),
    },
    {
      use: "remove",
      short: "Removes items from the kustomization file",
      example: `
	# Removes resources from the kustomization file
	kustomize edit remove resource {filepath} {filepath}
	kustomize edit remove resource {pattern}

	# Removes one or more configmap from the kustomization file
	kustomize edit remove configmap {name1},{name2}

	# Removes one or more secret from the kustomization file
	kustomize edit remove secret {name1},{name2}

	# Removes one or more patches from the kustomization file
	kustomize edit remove patch --path {filepath} --group {target group name} --version {target version}

	# Removes one or more commonLabels from the kustomization file
	kustomize edit remove label {labelKey1},{labelKey2}

	# Removes one or more commonAnnotations from the kustomization file
	kustomize edit remove annotation {annotationKey1},{annotationKey2}

	# Removes one or more transformers from the kustomization file
	kustomize edit remove transformer <filepath>
`,
      commands: [
        {
          use: "annotation",
          short: "Removes one or more commonAnnotations from kustomization.yaml",
          example: `
		remove annotation {annotationKey1},{annotationKey2}`,
          flags: [
            {
              name: "ignore-non-existence",
              shorthand: "i",
              type: "bool",
              usage: "ignore error if the given label doesn't exist",
            },
          ],
          run: () => import("../edit/remove.ts").then((parts) => parts.annotation),
        },
        {
          use: "buildmetadata",
          short: "Removes one or more buildMetadata options to the kustomization.yaml in the current directory",
          long: `Removes one or more buildMetadata options to the kustomization.yaml in the current directory.
The following options are valid:
  - originAnnotations
  - transformerAnnotations
  - managedByLabel
originAnnotations will remove the annotation config.kubernetes.io/origin to each resource, describing where 
each resource originated from.
transformerAnnotations will remove the annotation alpha.config.kubernetes.io/transformations to each resource,
describing the transformers that have acted upon the resource.
managedByLabel will remove the label app.kubernetes.io/managed-by to each resource, describing which version
of kustomize managed the resource.`,
          example: `
		remove buildmetadata {option1},{option2}`,
          run: () => import("../edit/remove.ts").then((parts) => parts.buildmetadata),
        },
        {
          use: "configmap NAME [,NAME] [--namespace=namespace-name]",
          short: "Removes the specified configmap(s) from kustomization.yaml",
          long: `Removes the specified configmap(s) from the kustomization.yaml file in the specified namespace.
If multiple configmap names are specified, the command will not fail on secret names that were not found in the file,
but will issue a warning for each name that wasn't found.`,
          example: `
    # Removes a single configmap named 'my-configmap' in the default namespace from the kustomization.yaml file
    kustomize edit remove configmap my-configmap

    # Removes configmaps named 'my-configmap' and 'other-configmap' in namespace 'test-namespace' from the kustomization.yaml file
    kustomize edit remove configmap my-configmap,other-configmap --namespace=test-namespace
`,
          flags: [{ name: "namespace", usage: "Namespace to remove ConfigMap(s) from" }],
          run: () => import("../edit/remove.ts").then((parts) => parts.configmap),
        },
        {
          use: "label",
          short: "Removes one or more commonLabels from kustomization.yaml",
          example: `
		remove label {labelKey1},{labelKey2}`,
          flags: [
            {
              name: "ignore-non-existence",
              shorthand: "i",
              type: "bool",
              usage: "ignore error if the given label doesn't exist",
            },
          ],
          run: () => import("../edit/remove.ts").then((parts) => parts.label),
        },
        {
          use: "patch",
          short: "Removes a patch from kustomization.yaml",
          long: `Removes a patch from patches field. The fields specified by flags must 
exactly match the patch item to successfully remote the item.`,
          example: `
		remove patch --path {filepath} --group {target group name} --version {target version}`,
          flags: [
            { name: "annotation-selector", usage: "annotationSelector in patch target" },
            { name: "group", usage: "API group in patch target" },
            { name: "kind", usage: "Resource kind in patch target" },
            { name: "label-selector", usage: "labelSelector in patch target" },
            { name: "name", usage: "Resource name in patch target" },
            { name: "namespace", usage: "Resource namespace in patch target" },
            { name: "patch", usage: "Literal string of patch content. Cannot be used with --path at the same time." },
            { name: "path", usage: "Path to the patch file. Cannot be used with --patch at the same time." },
            { name: "version", usage: "API version in patch target" },
          ],
          run: () => import("../edit/remove.ts").then((parts) => parts.patch),
        },
        {
          use: "resource",
          short: "Removes one or more resource file paths from kustomization.yaml",
          example: `
		remove resource my-resource.yml
		remove resource resource1.yml resource2.yml resource3.yml
		remove resource resources/*.yml
		`,
          run: () => import("../edit/remove.ts").then((parts) => parts.resource),
        },
        {
          use: "secret NAME [,NAME] [--namespace=namespace-name]",
          short: "Removes the specified secret(s) from kustomization.yaml",
          long: `Removes the specified secret(s) from the kustomization.yaml file in the specified namespace.
If multiple secret names are specified, the command will not fail on secret names that were not found in the file,
but will issue a warning for each name that wasn't found.`,
          example: `
    # Removes a single secret named 'my-secret' in the default namespace from the kustomization.yaml file
    kustomize edit remove secret my-secret

    # Removes secrets named 'my-secret' and 'other-secret' in namespace 'test-namespace' from the kustomization.yaml file
    kustomize edit remove secret my-secret,other-secret --namespace=test-namespace
`,
          flags: [{ name: "namespace", usage: "Namespace to remove Secret(s) from" }],
          run: () => import("../edit/remove.ts").then((parts) => parts.secret),
        },
        {
          use: "transformer",
          short: "Removes one or more transformers from kustomization.yaml",
          example: `
		remove transformer my-transformer.yml
		remove transformer transformer1.yml transformer2.yml transformer3.yml
		remove transformer transformers/*.yml
		`,
          run: () => import("../edit/remove.ts").then((parts) => parts.transformer),
        },
      ],
    },
    {
      use: "set",
      short: "Sets the value of different fields in kustomization file",
      example: `
	# Sets the nameprefix field
	kustomize edit set nameprefix <prefix-value>

	# Sets the namesuffix field
	kustomize edit set namesuffix <suffix-value>

	# Edits a field in an existing configmap in the kustomization file
	kustomize edit set configmap my-configmap --from-literal=key1=value1

	# Edits a field in an existing secret in the kustomization file
	kustomize edit set secret my-secret --from-literal=key1=value1
`,
      commands: [
        {
          use: "annotation",
          short: "Sets one or more commonAnnotations in kustomization.yaml",
          example: `
		set annotation {annotationKey1:annotationValue1} {annotationKey2:annotationValue2}`,
          run: () => import("../edit/set.ts").then((parts) => parts.annotation),
        },
        {
          use: "buildmetadata",
          short: "Sets one or more buildMetadata options to the kustomization.yaml in the current directory",
          long: `Sets one or more buildMetadata options to the kustomization.yaml in the current directory.
Existing options in the buildMetadata field will be replaced entirely by the new options set by this command.
The following options are valid:
  - originAnnotations
  - transformerAnnotations
  - managedByLabel
originAnnotations will add the annotation config.kubernetes.io/origin to each resource, describing where 
each resource originated from.
transformerAnnotations will add the annotation alpha.config.kubernetes.io/transformations to each resource,
describing the transformers that have acted upon the resource.
managedByLabel will add the label app.kubernetes.io/managed-by to each resource, describing which version
of kustomize managed the resource.`,
          example: `
		set buildmetadata {option1},{option2}`,
          run: () => import("../edit/set.ts").then((parts) => parts.buildmetadata),
        },
        {
          use: "configmap NAME [--from-literal=key1=value1] [--namespace=namespace-name] [--new-namespace=new-namespace-name]",
          short: "Edits the value for an existing key for a ConfigMap in the kustomization.yaml file",
          long: `Edits the value for an existing key in an existing ConfigMap in the kustomization.yaml file.
ConfigMap name, ConfigMap namespace, and key name must match an existing entry in the kustomization.yaml file for this command to succeed.
When namespace is omitted, the default namespace is used. Conversely, when an entry without a specified namespace exists
in the kustomization.yaml file, it can be updated by either omitting the namespace on the kustomize edit set configmap invocation or by
specifying --namespace=default.`,
          example: `
	# Edits an existing ConfigMap in the kustomization.yaml file, changing value of key1 to 2, and namespace is implicitly defined as "default"
	kustomize edit set configmap my-configmap --from-literal=key1=2

	# Edits an existing ConfigMap in the kustomization.yaml file, changing value of key1 to 2, and explicitly define namespace as "default"
	kustomize edit set configmap my-configmap --from-literal=key1=2 --namespace default

	# Edits an existing ConfigMap in the kustomization.yaml file, changing namespace to "new-namespace"
	kustomize edit set configmap my-configmap --namespace=current-namespace --new-namespace=new-namespace
`,
          flags: [
            {
              name: "from-literal",
              type: "stringArray",
              usage: "Specify an existing key and a new value to update a ConfigMap (i.e. mykey=newvalue)",
            },
            { name: "namespace", usage: "Current namespace of the target ConfigMap" },
            { name: "new-namespace", usage: "New namespace value for the target ConfigMap" },
          ],
          run: () => import("../edit/set.ts").then((parts) => parts.configmap),
        },
        {
          use: "image",
          short: "Sets images and their new names, new tags or digests in the kustomization file",
          example: `
The command
  set image postgres=eu.gcr.io/my-project/postgres:latest my-app=my-registry/my-app@sha256:24a0c4b4a4c0eb97a1aabb8e29f18e917d05abfe1b7a7c07857230879ce7d3d3
will add

images:
- name: postgres
  newName: eu.gcr.io/my-project/postgres
  newTag: latest
- digest: sha256:24a0c4b4a4c0eb97a1aabb8e29f18e917d05abfe1b7a7c07857230879ce7d3d3
  name: my-app
  newName: my-registry/my-app

to the kustomization file if it doesn't exist,
and overwrite the previous ones if the image name exists.

The command
  set image node:8.15.0 mysql=mariadb alpine@sha256:24a0c4b4a4c0eb97a1aabb8e29f18e917d05abfe1b7a7c07857230879ce7d3d3
will add

images:
- name: node
  newTag: 8.15.0
- name: mysql
  newName: mariadb
- digest: sha256:24a0c4b4a4c0eb97a1aabb8e29f18e917d05abfe1b7a7c07857230879ce7d3d3
  name: alpine

to the kustomization file if it doesn't exist,
and overwrite the previous ones if the image name exists.

The image tag can only contain alphanumeric, '.', '_' and '-'. Passing * (asterisk) either as the new name,
the new tag, or the digest will preserve the appropriate values from the kustomization file.
`,
          run: () => import("../edit/set.ts").then((parts) => parts.image),
        },
        {
          use: "label",
          short: "Sets one or more commonLabels in kustomization.yaml",
          example: `
		set label {labelKey1:labelValue1} {labelKey2:labelValue2}`,
          run: () => import("../edit/set.ts").then((parts) => parts.label),
        },
        {
          use: "nameprefix",
          short: "Sets the value of the namePrefix field in the kustomization file",
          example: `
The command
  set nameprefix acme-
will add the field "namePrefix: acme-" to the kustomization file if it doesn't exist,
and overwrite the value with "acme-" if the field does exist.
`,
          run: () => import("../edit/set.ts").then((parts) => parts.nameprefix),
        },
        {
          use: "namespace",
          short: "Sets the value of the namespace field in the kustomization file",
          example: `
The command
	set namespace staging
will add the field "namespace: staging" to the kustomization file if it doesn't exist,
and overwrite the value with "staging" if the field does exist.
`,
          run: () => import("../edit/set.ts").then((parts) => parts.namespace),
        },
        {
          use: "namesuffix",
          short: "Sets the value of the nameSuffix field in the kustomization file",
          example: `
The command
  set namesuffix -- -acme
will add the field "nameSuffix: -acme" to the kustomization file if it doesn't exist,
and overwrite the value with "-acme" if the field does exist.
`,
          run: () => import("../edit/set.ts").then((parts) => parts.namesuffix),
        },
        {
          use: "replicas",
          short: "Sets replicas count for resources in the kustomization file",
          example: `
The command
  set replicas my-app=3 other-app=1
will add

replicas:
- name: my-app
  count: 3
- name: other-app
  count: 1

to the kustomization file if it doesn't exist,
and overwrite the previous ones if the replicas name exists.
`,
          run: () => import("../edit/set.ts").then((parts) => parts.replicas),
        },
        {
          use: "secret NAME [--from-literal=key1=value1] [--namespace=namespace-name] [--new-namespace=new-namespace-name]",
          short: "Edits the value for an existing key for a Secret in the kustomization.yaml file",
          long: `Edits the value for an existing key in an existing Secret in the kustomization.yaml file.
Secret name, Secret namespace, and key name must match an existing entry in the kustomization.yaml file for this command to succeed.
When namespace is omitted, the default namespace is used. Conversely, when an entry without a specified namespace exists
in the kustomization.yaml file, it can be updated by either omitting the namespace on the kustomize edit set secret invocation or by
specifying --namespace=default.`,
          example: `
	# Edits an existing Secret in the kustomization.yaml file, changing the value of key1 to 2, and namespace is implicitly defined as "default"
	kustomize edit set secret my-secret --from-literal=key1=2

	# Edits an existing Secret in the kustomization.yaml file, changing the value of key1 to 2, and explicitly define namespace as "default"
	kustomize edit set secret my-secret --from-literal=key1=2 --namespace default

	# Edits an existing Secret in the kustomization.yaml file, changing namespace to "new-namespace"
	kustomize edit set secret my-secret --namespace=current-namespace --new-namespace=new-namespace
`,
          flags: [
            {
              name: "from-literal",
              type: "stringArray",
              usage: "Specify an existing key and a new value to update a Secret (i.e. mykey=newvalue)",
            },
            { name: "namespace", usage: "Current namespace of the target Secret" },
            { name: "new-namespace", usage: "New namespace value for the target Secret" },
          ],
          run: () => import("../edit/set.ts").then((parts) => parts.secret),
        },
      ],
    },
  ],
};
