/** Makes the configuration's reference page out of its schema, so that the two cannot differ. */
import type { z } from 'zod';
import { alternatives, type SchemaNode, schemaNode } from './known-keys.ts';

export function referencePage(title: string, introduction: string, schema: z.ZodType): string {
  const rows = rowsOf('', schemaNode(schema));
  return [
    `# ${title}`,
    '',
    introduction,
    '',
    '| key | type | default | meaning |',
    '|---|---|---|---|',
    ...rows.map((row) => `| \`${row.key}\` | ${row.type} | ${row.fallback} | ${row.meaning} |`),
    '',
  ].join('\n');
}

interface Row {
  readonly key: string;
  readonly type: string;
  readonly fallback: string;
  readonly meaning: string;
}

function rowsOf(prefix: string, node: SchemaNode): Row[] {
  const rows = new Map<string, Row>();
  for (const alternative of alternatives(node)) {
    for (const [name, child] of Object.entries(alternative.properties ?? {})) {
      const key = prefix === '' ? name : `${prefix}.${name}`;
      for (const row of [rowOf(key, child, alternative.required?.includes(name) ?? false), ...childRows(key, child)]) {
        const known = rows.get(row.key);
        rows.set(row.key, known === undefined ? row : { ...known, type: mergeTypes(known.type, row.type) });
      }
    }
  }
  return [...rows.values()];
}

function childRows(key: string, node: SchemaNode): Row[] {
  return alternatives(node).flatMap((alternative) =>
    alternative.items === undefined ? rowsOf(key, alternative) : rowsOf(`${key}[]`, alternative.items),
  );
}

function rowOf(key: string, node: SchemaNode, required: boolean): Row {
  const fallback = node.default === undefined ? (required ? 'required' : '–') : `\`${JSON.stringify(node.default)}\``;
  return { key, type: typeOf(node), fallback, meaning: (node.description ?? '').replaceAll('|', '\\|') };
}

function typeOf(node: SchemaNode): string {
  return [...new Set(alternatives(node).map(nameOfType))].join(', ');
}

function nameOfType(node: SchemaNode): string {
  if (node.const !== undefined) return `\`${JSON.stringify(node.const).replaceAll('"', '')}\``;
  if (node.enum !== undefined) return node.enum.map((value) => `\`${String(value)}\``).join(', ');
  if (node.type === 'array') return 'list';
  return typeof node.type === 'string' ? node.type : 'any';
}

function mergeTypes(a: string, b: string): string {
  return [...new Set([...a.split(', '), ...b.split(', ')])].join(', ');
}
