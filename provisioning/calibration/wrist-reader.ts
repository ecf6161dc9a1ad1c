import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BayError } from '../../device/errors/bay-error.ts';
import { TetheredProcess } from '../../device/process/tethered-process.ts';
import type { WristAnswer, WristOrder } from './wrist-messages.ts';
import type { SeenWrists } from './wrist-track.ts';

/** Two cameras' eight seconds take some 40 s on two cores that have cameras to serve. */
const READ_MS_MAX = 240_000;

/**
 * The wrists of the person in recordings, by file and picture, as parts of the picture's width and height.
 * @throws `calibration/claps-not-followed`, also when it is given up
 */
export async function readWrists(
  files: readonly string[],
  signal: AbortSignal,
): Promise<readonly (readonly (SeenWrists | null)[])[]> {
  const entry = new URL(`./wrist-child${extname(fileURLToPath(import.meta.url))}`, import.meta.url);
  const child = new TetheredProcess({
    command: process.execPath,
    args: [fileURLToPath(entry)],
    stdio: { more: ['ipc'] },
  });
  const giveUp = (): void => void child.kill();
  const timeout = setTimeout(giveUp, READ_MS_MAX);
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    const order: WristOrder = { files };
    const answer = await new Promise<WristAnswer>((resolve) => {
      child.child.on('message', (message) => resolve(message as WristAnswer));
      void child.exited.then(() => resolve({ type: 'failed', message: child.lastWords || 'its process has ended' }));
      // A child that has just died is reported by its exit.
      child.child.send(order, () => undefined);
    });
    if (answer.type === 'done') return answer.wrists;
    throw new BayError('calibration/claps-not-followed', `The claps could not be followed: ${answer.message}`, {
      hint: 'Clap again, or leave the microphone as it is.',
      retryable: true,
    });
  } finally {
    clearTimeout(timeout);
    signal.removeEventListener('abort', giveUp);
    await child.kill();
  }
}
