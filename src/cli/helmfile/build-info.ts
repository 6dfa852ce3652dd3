/** The version of Helmfile that is answered for. */
export const HELMFILE_VERSION = "1.8.0";
