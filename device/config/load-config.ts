/**
 * Reads one YAML file into one zod schema. A key that the schema does not know is refused with the nearest name that
 * it does know: a mistyped key that is silently ignored costs an installer an evening.
 */
import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import { ConfigInvalidError, ConfigUnreadableError } from './errors.ts';
import { knownKeys } from './known-keys.ts';
import { nearestName } from './nearest-name.ts';

/**
 * `describedIn` is where keys are described that docs/configuration.md does not have.
 * @throws ConfigUnreadableError, ConfigInvalidError
 */
export async function loadConfig<S extends z.ZodType>(
  schema: S,
  file: string,
  describedIn?: string,
): Promise<z.output<S>> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw new ConfigUnreadableError(file, error);
  }
  return parseConfig(schema, text, file, describedIn);
}

/** @throws ConfigInvalidError; `file` is what the error calls the text. */
export function parseConfig<S extends z.ZodType>(
  schema: S,
  text: string,
  file: string,
  describedIn?: string,
): z.output<S> {
  let document: unknown;
  try {
    document = parse(text) ?? {};
  } catch (error) {
    throw new ConfigInvalidError(
      file,
      [`It is not YAML: ${error instanceof Error ? error.message : String(error)}`],
      describedIn,
    );
  }
  const result = schema.safeParse(document);
  if (result.success) return result.data;
  throw new ConfigInvalidError(
    file,
    result.error.issues.flatMap((issue) => problemsOf(schema, issue)),
    describedIn,
  );
}

function problemsOf(schema: z.ZodType, issue: z.core.$ZodIssue): string[] {
  const place = issue.path.length === 0 ? 'the top level' : `“${issue.path.join('.')}”`;
  if (issue.code !== 'unrecognized_keys') return [`At ${place}: ${issue.message}.`];
  const known = knownKeys(schema, issue.path);
  return issue.keys.map((key) => {
    const nearest = nearestName(key, known);
    return `At ${place}: “${key}” is unknown${nearest === undefined ? '' : `, did you mean “${nearest}”?`}`;
  });
}
