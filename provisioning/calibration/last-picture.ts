import { spawn } from 'node:child_process';
import { BayError } from '../../device/errors/bay-error.ts';

const DECODE_MS_MAX = 10_000;

/** The grey picture that an H.264 byte stream ends with. Throws `calibration/picture-not-decodable`. */
export async function decodeLastLuma(stream: Uint8Array, width: number, height: number): Promise<Uint8Array> {
  const args = ['-v', 'error', '-nostdin', '-threads', '1', '-f', 'h264', '-i', 'pipe:0'];
  const decoder = spawn(
    'ffmpeg',
    [...args, '-vf', `scale=${width}:${height}`, '-f', 'rawvideo', '-pix_fmt', 'gray', 'pipe:1'],
    {
      stdio: ['pipe', 'pipe', 'ignore'],
      timeout: DECODE_MS_MAX,
      killSignal: 'SIGKILL',
    },
  );
  const ended = new Promise<void>((resolve) => {
    decoder.once('error', () => resolve());
    decoder.once('close', () => resolve());
  });
  // A decoder that dies early closes its input; its missing picture says so below.
  decoder.stdin.on('error', () => undefined);
  decoder.stdin.end(stream);
  const picture = new Uint8Array(width * height);
  let filled = 0;
  let whole = 0;
  decoder.stdout.on('data', (chunk: Buffer) => {
    for (let at = 0; at < chunk.length; ) {
      const part = chunk.subarray(at, at + picture.length - filled);
      // Each picture overwrites the one before; a last one that is cut short is the decoder's failure.
      picture.set(part, filled);
      filled += part.length;
      at += part.length;
      if (filled === picture.length) {
        filled = 0;
        whole++;
      }
    }
  });
  await ended;
  if (whole > 0 && filled === 0) return picture;
  throw new BayError('calibration/picture-not-decodable', 'A picture of a camera could not be decoded.', {
    hint: 'It is tried again with the next picture.',
    retryable: true,
  });
}
