import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { EncodingFailedError } from './errors.ts';

/**
 * NV12 pictures in, H.264 out, through GStreamer's x264enc in a process of its own: no B-frames, a key frame with its
 * parameter sets every quarter of a second at 60 fps, delimiters between units, so that pieces can be joined by
 * concatenation and any client can start at the next key frame. `ultrafast` halves the cost of encoding and of decoding
 * against `veryfast` at the same size, because nearly all bytes are key frames of a still bay.
 */
export const KEY_FRAME_EVERY = 15;

export class H264Encoder {
  private readonly process: ChildProcessByStdio<Writable, Readable, Readable>;
  private readonly chunks: Buffer[] = [];
  private words = '';
  private readonly ended: Promise<number | null>;

  constructor(format: { readonly width: number; readonly height: number; readonly fps: number }) {
    const { width, height, fps } = format;
    this.process = spawn(
      'gst-launch-1.0',
      [
        '-q',
        'fdsrc',
        'fd=0',
        `blocksize=${(width * height * 3) / 2}`,
        '!',
        'rawvideoparse',
        'format=nv12',
        `width=${width}`,
        `height=${height}`,
        `framerate=${fps}/1`,
        'colorimetry=bt709',
        '!',
        'x264enc',
        'bframes=0',
        `key-int-max=${KEY_FRAME_EVERY}`,
        'speed-preset=ultrafast',
        'pass=qual',
        'quantizer=20',
        'threads=1',
        'aud=true',
        'byte-stream=true',
        'rc-lookahead=0',
        'option-string=scenecut=0:open-gop=0',
        '!',
        'video/x-h264,stream-format=byte-stream,alignment=au',
        '!',
        'h264parse',
        'config-interval=-1',
        '!',
        'fdsink',
        'fd=1',
        'sync=false',
      ],
      { stdio: ['pipe', 'pipe', 'pipe'] },
    );
    this.process.stdout.on('data', (chunk: Buffer) => this.chunks.push(chunk));
    this.process.stderr.on('data', (chunk: Buffer) => {
      this.words = (this.words + chunk.toString()).slice(-2000);
    });
    /** A dead encoder is reported by `finish`; writing to it must not end the thread. */
    this.process.stdin.on('error', () => undefined);
    this.ended = new Promise((resolve) => {
      this.process.once('error', (error) => {
        this.words += error.message;
        resolve(-1);
      });
      this.process.once('close', resolve);
    });
  }

  /** Resolves when the encoder has room again. The picture may be overwritten after that. */
  async write(nv12: Uint8Array): Promise<void> {
    if (this.process.stdin.write(Buffer.from(nv12))) return;
    await Promise.race([once(this.process.stdin, 'drain').catch(() => undefined), this.ended]);
  }

  async finish(): Promise<Uint8Array<ArrayBuffer>> {
    this.process.stdin.end();
    const code = await this.ended;
    const stream = new Uint8Array(Buffer.concat(this.chunks));
    if (code !== 0 || stream.length === 0) throw new EncodingFailedError(this.words);
    return stream;
  }
}
