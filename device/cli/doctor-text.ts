/** The doctor's findings as text: a line a device, and below it what to do. */
import type { Diagnosis, ExerciseTold } from './diagnosis.ts';

const SIGNS = { ok: '✓', degraded: '!', failed: '✗', unknown: '?' } as const;

export function doctorText({ bay, devices, exercises }: Diagnosis): string {
  const width = Math.max(...devices.map(({ id }) => id.length), 0);
  const lines = devices.flatMap(({ id, state, message, hint }) => [
    `${SIGNS[state]} ${id.padEnd(width)}  ${message}`,
    ...(hint === null ? [] : [`  ${' '.repeat(width)}  ${hint}`]),
  ]);
  const head = bay === 'running' ? 'The bay runs.' : 'No bay runs; the devices were opened for this.';
  const moved = exercises.length === 0 ? [] : ['', 'Exercises', ...exercises.map((one) => exerciseLine(one, width))];
  return [head, ...lines, ...moved, ''].join('\n');
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
