/** Which files are which views, from the words of the command line. */
import { basename, extname, resolve } from 'node:path';
import { InvalidArgumentError } from 'commander';
import type { ViewRequest } from '../analysis/analysis-request.ts';
import { type CameraRole, cameraRoleSchema } from '../swing/report/swing-report.ts';

export interface NamedView {
  readonly role: CameraRole;
  readonly file: string;
}

/** `face-on=a.mp4`, any number of times. */
export function collectView(word: string, before: readonly NamedView[] = []): readonly NamedView[] {
  const at = word.indexOf('=');
  const role = cameraRoleSchema.safeParse(word.slice(0, Math.max(0, at)));
  const file = word.slice(at + 1);
  if (!role.success || file === '') {
    throw new InvalidArgumentError(`Write ROLE=FILE with one of the roles ${cameraRoleSchema.options.join(', ')}.`);
  }
  return [...before, { role: role.data, file }];
}

/** Bare files have their view guessed. Cameras are named for their view, or for their file. */
export function viewsAsked(files: readonly string[], named: readonly NamedView[]): ViewRequest[] {
  const asked = [...named, ...files.map((file) => ({ role: null, file }))];
  const taken = new Set<string>();
  return asked.map(({ role, file }) => {
    const stem = role ?? (basename(file, extname(file)) || 'camera');
    let name: string = stem;
    for (let copy = 2; taken.has(name); copy++) name = `${stem}-${copy}`;
    taken.add(name);
    return {
      name,
      role,
      file: resolve(file),
      calibration: null,
      frameTimesNs: null,
      stamped: 'arrival',
      searchArea: null,
    };
  });
}
