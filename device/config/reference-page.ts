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

/** Sections that come in several kinds say which of them know a key, and mean what by it. */
function rowsOf(prefix: string, node: SchemaNode): Row[] {
  const offered = alternatives(node).filter(({ properties }) => properties !== undefined);
  const kinds = offered.map(kindOf);
  const areKinds = offered.length > 1 && kinds.every((kind) => kind !== null);
  const rows = new Map<string, Row & { readonly kinds: readonly (string | null)[] }>();
  for (const [index, alternative] of offered.entries()) {
    const kind = areKinds ? (kinds[index] ?? null) : null;
    for (const [name, child] of Object.entries(alternative.properties ?? {})) {
      const key = prefix === '' ? name : `${prefix}.${name}`;
      for (const row of [rowOf(key, child, alternative.required?.includes(name) ?? false), ...childRows(key, child)]) {
        const known = rows.get(row.key);
        rows.set(row.key, {
          ...(known === undefined ? row : merged(known, row)),
          kinds: [...(known?.kinds ?? []), kind],
        });
      }
    }
  }
  return [...rows.values()].map(({ kinds: ofKinds, ...row }) => {
    if (!areKinds || ofKinds.length === kinds.length) return row;
    const named = ofKinds.map((kind) => `\`${kind}\``).join(', ');
    return {
      ...row,
      fallback: row.fallback === 'required' ? `required of ${named}` : `${row.fallback}, ${named} alone`,
    };
  });
}

function kindOf({ properties }: SchemaNode): string | null {
  const kind = properties?.['kind']?.const;
  return typeof kind === 'string' ? kind : null;
}

function merged(known: Row, row: Row): Row {
  const isToldAlready =
    row.meaning === '' || known.meaning.split(' ').length === 0 || known.meaning.includes(row.meaning);
  return {
    ...known,
    type: mergeTypes(known.type, row.type),
    meaning: isToldAlready ? known.meaning : `${known.meaning} ${row.meaning}`.trim(),
  };
}

function childRows(key: string, node: SchemaNode): Row[] {
  const within = alternatives(node).flatMap(({ items, additionalProperties }) => {
    if (items !== undefined) return rowsOf(`${key}[]`, items);
    return typeof additionalProperties === 'object' ? rowsOf(`${key}.NAME`, additionalProperties) : [];
  });
  return [...rowsOf(key, node), ...within];
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
  return typeof node.type === 'string' ? `${node.type}${boundsOf(node)}` : 'any';
}

function boundsOf({ minimum, maximum }: SchemaNode): string {
  const isBound = (bound: number | undefined): bound is number =>
    bound !== undefined && Math.abs(bound) !== Number.MAX_SAFE_INTEGER;
  if (isBound(minimum) && isBound(maximum)) return ` ${minimum} to ${maximum}`;
  if (isBound(minimum)) return ` from ${minimum}`;
  return isBound(maximum) ? ` up to ${maximum}` : '';
}

function mergeTypes(a: string, b: string): string {
  return [...new Set([...a.split(', '), ...b.split(', ')])].join(', ');
}
