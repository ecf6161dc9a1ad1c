/** The doctor's findings as text: one of it for each device and each line, and below it what to do. */
import type { Diagnosis, ExerciseTold } from './diagnosis.ts';

const SIGNS = { ok: '✓', degraded: '!', failed: '✗', unknown: '?', off: '–' } as const;

export function doctorText({ bay, role, devices, lines, exercises }: Diagnosis): string {
  const checks = [...devices, ...lines];
  const width = Math.max(...checks.map(({ id }) => id.length), 0);
  const found = checks.flatMap(({ id, state, message, hint }) => [
    `${SIGNS[state]} ${id.padEnd(width)}  ${message}`,
    ...(hint === null ? [] : [`  ${' '.repeat(width)}  ${hint}`]),
  ]);
  const head = bay === 'running' ? `The ${role} runs.` : `No ${role} runs; the devices were opened for this.`;
  const moved = exercises.length === 0 ? [] : ['', 'Exercises', ...exercises.map((one) => exerciseLine(one, width))];
  return [head, ...found, ...moved, ''].join('\n');
}

function exerciseLine({ device, outcome, reason, message }: ExerciseTold, width: number): string {
  const sign = outcome === 'done' ? '✓' : outcome === 'nothing-to-move' ? '–' : '✗';
  const words = {
    done: 'moved or shone, and is back as it was',
    'nothing-to-move': 'has nothing to move or shine; watch its state while you touch it',
    refused: `refused: ${message ?? reason ?? 'no reason given'}`,
    failed: `failed: ${reason ?? 'no reason given'}`,
  }[outcome];
  return `${sign} ${device.padEnd(width)}  ${words}`;
}
