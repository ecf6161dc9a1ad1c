import { z } from 'zod';

/** The part of JSON Schema that a configuration uses. */
export interface SchemaNode {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly default?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  readonly items?: SchemaNode;
  /** Of an object whose keys are names that somebody gives. */
  readonly additionalProperties?: SchemaNode | boolean;
  readonly anyOf?: readonly SchemaNode[];
  readonly oneOf?: readonly SchemaNode[];
  readonly allOf?: readonly SchemaNode[];
  readonly minimum?: number;
  readonly maximum?: number;
}

export function schemaNode(schema: z.ZodType): SchemaNode {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as SchemaNode;
}

/** Every alternative that a node offers; itself when it offers none. */
export function alternatives(node: SchemaNode): readonly SchemaNode[] {
  const offered = [...(node.anyOf ?? []), ...(node.oneOf ?? []), ...(node.allOf ?? [])];
  return offered.length === 0 ? [node] : offered.flatMap(alternatives);
}

/** The keys that the schema allows at a place in the document, over all alternatives. */
export function knownKeys(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  let nodes: readonly SchemaNode[] = alternatives(schemaNode(schema));
  for (const step of path) {
    nodes = nodes
      .flatMap((node) => (typeof step === 'number' ? [node.items] : [node.properties?.[String(step)]]))
      .filter((node) => node !== undefined)
      .flatMap(alternatives);
  }
  return [...new Set(nodes.flatMap((node) => Object.keys(node.properties ?? {})))];
}
