/** The `SchemaValidator` of Helm, over jsonschema/. In a module of its own, which is only loaded for charts that have a schema. */
export {};
