import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { NS_PER_MS, NS_PER_S } from '../clock/clock.ts';
import { encodeGdpBufferHeader, encodeGdpEndOfStream, encodeGdpStart } from '../process/gdp.ts';
import type { Clip, ClipCache, RenderProgress } from './clip-cache.ts';
import { EncodingFailedError } from './errors.ts';
import type { RenderFarm } from './render-farm.ts';
import { type Scenario, truthOfScenario } from './scenario.ts';
import { cameraPosition } from './camera.ts';
import { BaySound, hearingDelayMs, type MicrophonePlace, SAMPLE_RATE } from './sound.ts';
import { length } from './vector.ts';
import type { SwingTruth } from './truth.ts';

/**
 * A scenario as files, as a phone or a recorder would leave them: one MP4 a camera, H.264 with the microphone's sound
 * as AAC, and `truth.json`. Frame k of every file shows the moment k / fps.
 */
/** Players hear an AAC frame of silence first (measured: 21.3 ms); leaving out as much keeps sound and picture together. */
const AAC_PRIMING_SAMPLES = 1024;

export interface ExportedScenario {
  readonly truth: SwingTruth;
  readonly truthFile: string;
  readonly videos: readonly { readonly camera: string; readonly role: string; readonly file: string }[];
}

export async function exportScenario(
  scenario: Scenario,
  directory: string,
  by: {
    readonly cache: ClipCache;
    readonly farm: RenderFarm;
    readonly onProgress?: (progress: RenderProgress) => void;
  },
): Promise<ExportedScenario> {
  await mkdir(directory, { recursive: true });
  const truth = truthOfScenario(scenario);
  const clips = await by.cache.clips(scenario, by.farm, by.onProgress);
  const videos = [];
  for (const clip of clips) {
    /** A phone hears where it stands, and stamps sound and picture alike. */
    const place = { distanceM: length(cameraPosition(clip.camera.calibration)), delayMs: 0 };
    const sound = soundTrack(truth, scenario.golfer.seed, place);
    const file = join(directory, `${clip.camera.name}.mp4`);
    await writeMp4(clip, sound.subarray(AAC_PRIMING_SAMPLES), file);
    videos.push({ camera: clip.camera.name, role: clip.camera.role, file });
  }
  const truthFile = join(directory, 'truth.json');
  await writeFile(truthFile, JSON.stringify(truth));
  return { truth, truthFile, videos };
}

/** What a microphone hears during a clip: the impact stands late by its way through the air and the device. */
export function soundTrack(truth: SwingTruth, seed: number, place: MicrophonePlace): Int16Array<ArrayBuffer> {
  const sound = new BaySound(seed);
  const sampleAt = (ms: number) => ((ms + hearingDelayMs(place)) / 1000) * SAMPLE_RATE;
  const swung = truth.events.find((event) => event.name === 'impact');
  if (swung !== undefined) sound.whistle(sampleAt(swung.timeMs));
  if (truth.impactMs !== null) sound.strike(sampleAt(truth.impactMs));
  return sound.block(Math.round((truth.durationMs / 1000) * SAMPLE_RATE));
}

async function writeMp4(clip: Clip, sound: Int16Array<ArrayBuffer>, file: string): Promise<void> {
  const { fps } = clip.camera;
  const { width, height } = clip.camera.calibration;
  const muxer = spawn(
    'gst-launch-1.0',
    [
      '-q',
      'mp4mux',
      'name=mux',
      'faststart=true',
      '!',
      'filesink',
      `location="${file.replaceAll('"', '\\"')}"`,
      'fdsrc',
      'fd=0',
      '!',
      'gdpdepay',
      '!',
      'h264parse',
      '!',
      'queue',
      'max-size-time=0',
      'max-size-bytes=0',
      'max-size-buffers=0',
      '!',
      'mux.',
      'fdsrc',
      'fd=3',
      '!',
      'gdpdepay',
      '!',
      'audioconvert',
      '!',
      'avenc_aac',
      'bitrate=96000',
      '!',
      'aacparse',
      '!',
      'queue',
      'max-size-time=0',
      'max-size-bytes=0',
      'max-size-buffers=0',
      '!',
      'mux.',
    ],
    { stdio: ['pipe', 'ignore', 'pipe', 'pipe'] },
  );
  let words = '';
  muxer.stderr?.on('data', (chunk: Buffer) => {
    words = (words + chunk.toString()).slice(-2000);
  });
  const ended = new Promise<number | null>((resolve) => {
    muxer.once('error', (error) => {
      words += error.message;
      resolve(-1);
    });
    muxer.once('close', resolve);
  });
  const video = muxer.stdin as Writable;
  const audio = muxer.stdio[3] as Writable;
  for (const pipe of [video, audio]) pipe.on('error', () => undefined);
  const caps = `video/x-h264, stream-format=(string)byte-stream, alignment=(string)au, width=(int)${width}, height=(int)${height}, framerate=(fraction)${fps}/1`;
  video.write(encodeGdpStart(caps));
  clip.units.forEach(({ data, isKeyFrame }, i) => {
    const ptsNs = Math.round((i * NS_PER_S) / fps);
    video.write(encodeGdpBufferHeader(data.length, { ptsNs, dtsNs: ptsNs, durationNs: NS_PER_S / fps, isKeyFrame }));
    video.write(data);
  });
  video.end(encodeGdpEndOfStream());
  audio.write(
    encodeGdpStart(
      `audio/x-raw, format=(string)S16LE, layout=(string)interleaved, rate=(int)${SAMPLE_RATE}, channels=(int)1`,
    ),
  );
  const block = SAMPLE_RATE / 50;
  for (let from = 0; from < sound.length; from += block) {
    const samples = sound.subarray(from, Math.min(sound.length, from + block));
    const times = { ptsNs: Math.round((from * NS_PER_S) / SAMPLE_RATE), durationNs: 20 * NS_PER_MS };
    audio.write(encodeGdpBufferHeader(samples.byteLength, times));
    audio.write(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength));
  }
  audio.end(encodeGdpEndOfStream());
  if ((await ended) !== 0) throw new EncodingFailedError(words);
}
