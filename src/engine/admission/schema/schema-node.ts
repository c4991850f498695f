/** A JSON Schema, reduced to the keywords that Curlew's schemas use. */
export interface SchemaNode {
  /** The name of a definition: a Go type such as `v1.ServicePort` or `int32`. */
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly nullable?: true;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  /** Fields of a built-in type that validation demands; decoding takes an object without them. */
  readonly demanded?: readonly string[];
  /** `false` for a struct, the values' schema for a map. */
  readonly additionalProperties?: SchemaNode | false;
  readonly items?: SchemaNode;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minProperties?: number;
  readonly maxProperties?: number;
}

/** Every schema by name. */
export type Definitions = Readonly<Record<string, SchemaNode>>;

/** An object's own statement of what it is. */
export interface GroupVersionKind {
  readonly apiVersion: string;
  readonly kind: string;
}

/** A kind whose structure Curlew knows. */
export interface KnownKind extends GroupVersionKind {
  /** The resource's name in URLs and RBAC: `networkpolicies`. */
  readonly plural: string;
  readonly namespaced: boolean;
  /** The name of the kind's schema. */
  readonly definition: string;
  /** Present for kinds that a CustomResourceDefinition adds; the API server judges those by other rules. */
  readonly custom?: true;
  /** Present for kinds of Curlew's own files, which no API server knows. */
  readonly local?: true;
}
