/**
 * Writes docs/fleet-asyncapi.yaml, what a bay and its fleet say to each other: `npm run docs:fleet`. A test holds the
 * file against the schemas, and against the AsyncAPI specification's own.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { fleetAsyncApi } from '../cloud-sync/fleet/asyncapi.ts';

const LINE_WIDTH = 120;

export function fleetAsyncApiText(): string {
  const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../package.json'), 'utf8')) as {
    version: string;
  };
  const document = stringify(fleetAsyncApi(version), { lineWidth: LINE_WIDTH, aliasDuplicateObjects: false });
  return `# Made by docs/fleet-asyncapi.ts from the schemas in cloud-sync/fleet.\n${document}`;
}

if (import.meta.main) writeFileSync(join(import.meta.dirname, 'fleet-asyncapi.yaml'), fleetAsyncApiText());
