import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const program = fileURLToPath(new URL('main.ts', import.meta.url));

/** Each command is a process of its own, read from its sources. */
export const COMMAND_MS_MAX = 120_000;

export interface CommandEnd {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

/** The command as its user runs it. */
export async function swingbay(...words: string[]): Promise<CommandEnd> {
  try {
    const { stdout, stderr } = await run(process.execPath, [program, ...words], { timeout: COMMAND_MS_MAX });
    return { code: 0, out: stdout, error: stderr };
  } catch (failure) {
    const { code, stdout, stderr } = failure as { code: number; stdout: string; stderr: string };
    return { code, out: stdout, error: stderr };
  }
}
