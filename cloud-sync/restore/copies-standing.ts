/** What a data directory says of the sealed copies that were put away of it, for who looks after the appliance. */
import { readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import { standingFileIn } from './copy-keeper.ts';

const standingSchema = z.object({ copy: z.int().nonnegative() });

/** `newest` is 0 before the first; `signAtMs`, when it was last looked after, is null where nothing can be read. */
export function copiesStandingIn(dataDirectory: string): { newest: number; signAtMs: number | null } {
  const file = standingFileIn(dataDirectory);
  try {
    const { copy } = standingSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    // Written anew with every sign of life.
    return { newest: copy, signAtMs: statSync(file).mtimeMs };
  } catch {
    return { newest: 0, signAtMs: null };
  }
}
