/**
 * Writes docs/asyncapi.yaml, what a bay says and takes on MQTT: `npm run docs:asyncapi`. A test holds the file against
 * the schemas, and against the AsyncAPI specification's own.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { asyncApiDocument } from '../firmware-bridge/mqtt/asyncapi.ts';

const LINE_WIDTH = 120;

export function asyncApiText(): string {
  const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../package.json'), 'utf8')) as {
    version: string;
  };
  const document = stringify(asyncApiDocument(version), { lineWidth: LINE_WIDTH, aliasDuplicateObjects: false });
  return `# Made by docs/asyncapi.ts from the schemas in firmware-bridge/mqtt.\n${document}`;
}

if (import.meta.main) writeFileSync(join(import.meta.dirname, 'asyncapi.yaml'), asyncApiText());
