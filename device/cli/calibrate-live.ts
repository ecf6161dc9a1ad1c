/** A calibration in a terminal: the bay of a configuration runs, and what its page would show is printed. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { MicrophonePlace } from '../../provisioning/calibration/microphone-place.ts';
import { type CalibrationPreset, loadPreset, presetFile } from '../../provisioning/calibration/calibration-preset.ts';
import type { CalibrationSolution } from '../../provisioning/calibration/calibration-solution.ts';
import { type CalibrationStatus, calibrationStatusSchema } from '../api/contract/calibration.ts';
import { problemSchema } from '../api/contract/rest.ts';
import { resolve } from 'node:path';
import { loadConfig } from '../config/load-config.ts';
import { configurationSchema } from '../configuration.ts';
import { BayError, type ErrorCode } from '../errors/bay-error.ts';
import { SupervisedDaemon } from './supervised-daemon.ts';

const LOOK_MS = 1_000;
/** The bay itself gives a calibration up that is left alone; this is for a bay that does not answer so. */
const CALIBRATE_MS_MAX = 35 * 60_000;

export interface LiveOptions {
  readonly configFile: string;
  readonly say: (sentence: string) => void;
  /** Absent: the microphone stays as it is. */
  readonly microphone?: MicrophonePlace;
}

/** Board and mat are the configuration's. The preset is kept by the bay. */
export async function calibrateLive({ configFile, say, microphone }: LiveOptions): Promise<CalibrationSolution> {
  const { store } = await loadConfig(configurationSchema, configFile);
  const daemon = await SupervisedDaemon.start({ configFile });
  try {
    say(`The same on a screen: ${daemon.url}/calibrate`);
    let status = await call(daemon.url, 'POST', '');
    status = await untilSolved(daemon.url, status, say);
    if (microphone !== undefined) {
      const { distanceM, heightM } = microphone;
      status = await call(daemon.url, 'POST', `/clap?distanceM=${distanceM}&heightM=${heightM}`);
      const { sound } = await untilSolved(daemon.url, status, say);
      if (sound === null) say('No claps were measured; the microphone stays as it is.');
      else say(`The device stamps sounds ${sound.delayMs.toFixed(1)} ± ${(2 * sound.deviationMs).toFixed(1)} ms late.`);
    }
    await call(daemon.url, 'POST', '/save');
    const file = presetFile(resolve(store.dataDirectory));
    const preset = await loadPreset(file);
    say(`The preset is kept in ${file}.`);
    const { cameras, pairs } = preset as CalibrationPreset;
    return { axes: 'mat', cameras, pairs };
  } finally {
    await daemon.stop();
  }
}

async function untilSolved(url: string, begun: CalibrationStatus, say: LiveOptions['say']): Promise<CalibrationStatus> {
  const endsMs = performance.now() + CALIBRATE_MS_MAX;
  let status = begun;
  for (let said = ''; status.stage !== 'solved'; ) {
    if (status.failure !== null) {
      const { code, message, hint } = status.failure;
      throw new BayError(code as ErrorCode, message, hint === null ? {} : { hint });
    }
    if (performance.now() > endsMs) throw new BayError('calibration/left-alone', 'The calibration did not end.');
    const sentence = sentenceOf(status);
    if (sentence !== said) say(sentence);
    said = sentence;
    await sleep(LOOK_MS);
    status = await call(url, 'GET', '');
  }
  return status;
}

async function call(url: string, method: 'GET' | 'POST', path: string): Promise<CalibrationStatus> {
  const answer = await fetch(`${url}/api/v1/calibration${path}`, { method });
  const body: unknown = await answer.json();
  if (answer.ok) return calibrationStatusSchema.parse(body);
  const { code, message, hint } = problemSchema.parse(body);
  throw new BayError(code as ErrorCode, message, hint === null ? {} : { hint });
}

const STEPS: Readonly<Record<CalibrationStatus['guidance']['step'], string>> = {
  'show-board': 'Show the board to the cameras.',
  'show-to-camera': 'Show the board to {camera}.',
  'hold-still': 'Hold it still: {camera} sees it blurred.',
  'come-nearer': 'Come nearer to {camera}.',
  fill: 'Move it to the {row} {column} of {camera}’s picture.',
  tilt: 'Tilt it before {camera}.',
  both: 'Hold it where {camera} and {other} both see it.',
  'lay-on-mat': 'Lay it flat on the mat, its middle on the ball’s place.',
  'leave-it': 'Leave it there.',
  wait: 'Solving …',
  'check-result': 'Solved.',
  clap: 'Stand over the mat and clap six times, a second apart.',
  'hear-claps': 'Looking at the claps …',
  saved: 'Saved.',
  failed: 'It failed.',
};

function sentenceOf({ progress, guidance, cameras, clap }: CalibrationStatus): string {
  const places: Readonly<Record<string, string | null>> = { ...guidance };
  const words = STEPS[guidance.step].replaceAll(/\{(\w+)\}/g, (_, key: string) => places[key] ?? '');
  if (clap !== null)
    return `${words}  [heard ${Math.min(clap.heard, clap.asked)} of ${clap.asked}, ${clap.misses} tries in vain]`;
  const facts = cameras.map(({ name, coverage, views, edgePx, reprojectionPx }) => {
    const edge = edgePx === null ? 'no board' : `edges ${edgePx.toFixed(1)} px`;
    const error = reprojectionPx === null ? '' : `, error ${reprojectionPx.toFixed(2)} px`;
    return `${name} ${Math.round(coverage * 100)} %, ${views} views, ${edge}${error}`;
  });
  return `${Math.round(progress * 100).toString()} %  ${words}  [${facts.join('; ')}]`;
}
