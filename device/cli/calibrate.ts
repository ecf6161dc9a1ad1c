/** `swingbay calibrate`: lenses and places of cameras from a ChArUco board that was carried before them. */
import { resolve } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { boardOnMatSchema } from '../../provisioning/calibration/bay-frame.ts';
import { presetFile, savePreset } from '../../provisioning/calibration/calibration-preset.ts';
import type { CalibrationSolution, MatSight } from '../../provisioning/calibration/calibration-solution.ts';
import { CalibrationThread } from '../../provisioning/calibration/calibration-thread.ts';
import { type CharucoBoard, charucoBoardSchema, parseBoard } from '../../provisioning/calibration/charuco-board.ts';
import { MatNotSeenError } from '../../provisioning/calibration/errors.ts';
import { coverageOf, coveredShare } from '../../provisioning/calibration/picture-coverage.ts';
import {
  type RecordedBoards,
  type RecordedView,
  readRecordedViews,
} from '../../provisioning/calibration/recorded-views.ts';
import { loadConfig } from '../config/load-config.ts';
import { configurationSchema } from '../configuration.ts';
import { calibrateLive } from './calibrate-live.ts';
import { calibrationExitCode, calibrationSentence } from './calibrate-exit.ts';
import { readableCalibration } from './calibrate-text.ts';
import { ProgressLine } from './progress-line.ts';

interface CalibrateOptions {
  readonly view?: readonly RecordedView[];
  readonly times?: string;
  readonly board: CharucoBoard;
  readonly mat?: readonly [number, number];
  readonly quarterTurns: number;
  readonly matOffset: readonly [number, number, number];
  readonly config?: string;
  readonly out?: string;
  readonly name: string;
  readonly microphoneDistance?: number;
  readonly microphoneHeight?: number;
  readonly json: boolean;
}

export function calibrateCommand(): Command {
  return new Command('calibrate')
    .option('--view <name=file>', 'a recording of one camera, named as in the configuration; once a camera', collect)
    .option('--times <csv>', 'when each frame was taken: sync_index, cam_id, frame_time; without it the files’ clocks')
    .addOption(
      new Option('--board <words>', 'the board: columns=7,rows=5,dictionary=DICT_4X4_50,squareM=0.1,markerRatio=0.75')
        .argParser(board)
        .default(charucoBoardSchema.parse({}), 'columns=7,rows=5,dictionary=DICT_4X4_50,squareM=0.1'),
    )
    .option('--mat <from..to>', 'seconds of the recordings in which the board lies on the mat, at the ball', span)
    .addOption(
      new Option('--quarter-turns <n>', 'clockwise, from rows that run to the target').argParser(turns).default(0),
    )
    .addOption(
      new Option('--mat-offset <x,y,z>', 'middle of the board from the ball, in metres')
        .argParser(offset)
        .default([0, 0, 0], '0,0,0'),
    )
    .option(
      '--config <file>',
      'the bay that keeps the preset; without --view its live cameras are calibrated with its configured board',
    )
    .addOption(
      new Option(
        '--microphone-distance <metres>',
        'from the ball; with --microphone-height and live cameras, claps over the mat then measure the sound’s delay',
      ).argParser(metres),
    )
    .addOption(new Option('--microphone-height <metres>', 'of the microphone above the mat').argParser(metres))
    .option('--out <file>', 'write the preset there')
    .option('--name <words>', 'what the preset is called', 'bay')
    .addOption(new Option('--json', 'the result alone, as JSON, on standard output').default(false))
    .action(async (options: CalibrateOptions, command: Command) => {
      const views = options.view ?? [];
      if (views.length === 0 && options.config === undefined) {
        command.error('error: name recordings with --view NAME=FILE, or a bay with --config FILE');
      }
      const { microphoneDistance, microphoneHeight } = options;
      if ((microphoneDistance === undefined) !== (microphoneHeight === undefined)) {
        command.error('error: --microphone-distance and --microphone-height go together');
      }
      if (microphoneDistance !== undefined && views.length > 0) {
        command.error('error: only live cameras share a clock with the bay’s microphone: leave --view out');
      }
      try {
        const recorded = views.length > 0;
        process.exitCode = recorded ? await calibrateFiles(views, options) : await calibrateBay(options);
      } catch (error) {
        process.stderr.write(`${calibrationSentence(error)}\n`);
        process.exitCode = calibrationExitCode(error);
      }
    });
}

async function calibrateFiles(views: readonly RecordedView[], options: CalibrateOptions): Promise<number> {
  const { times } = options;
  const lines = new Map<string, ProgressLine>();
  const boards = await readRecordedViews(views, options.board, {
    ...(times === undefined ? {} : { times }),
    onProgress: ({ view, framesRead, framesTotal }) => {
      if (!lines.has(view)) {
        for (const line of lines.values()) line.end();
        lines.set(view, new ProgressLine(`Looking for the board in ${view}`));
      }
      lines.get(view)?.show(Math.min(1, framesRead / Math.max(1, framesTotal)));
    },
  });
  for (const line of lines.values()) line.end();
  for (const camera of boards.cameras) {
    const cells = coverageOf(
      camera,
      camera.boards.flatMap(({ pixels }) => pixels),
    );
    say(`${camera.name}: ${camera.boards.length} views, ${Math.round(coveredShare(cells) * 100)} % of its picture`);
  }
  say('Solving …');
  const thread = new CalibrationThread(options.board);
  try {
    const mat = matOf(boards, options);
    const { solution } = await thread.ask({ type: 'solve', cameras: boards.cameras, mat });
    process.stdout.write(options.json ? `${JSON.stringify(solution, null, 2)}\n` : readableCalibration(solution));
    await keep(solution, options);
    return 0;
  } finally {
    await thread.close();
  }
}

function matOf({ cameras, momentS }: RecordedBoards, { mat, quarterTurns, matOffset }: CalibrateOptions) {
  if (mat === undefined) return null;
  const seen = new Set(cameras.flatMap(({ boards }) => boards.map(({ moment }) => moment)));
  const moments = [...momentS].flatMap(([moment, s]) => (s >= mat[0] && s <= mat[1] ? [moment] : []));
  const [x, y, z] = matOffset;
  const lying = boardOnMatSchema.parse({ quarterTurns, offsetM: { x, y, z } });
  const sight: MatSight = { moments: moments.filter((moment) => seen.has(moment)), lying };
  if (sight.moments.length === 0) throw new MatNotSeenError();
  return sight;
}

async function keep(solution: CalibrationSolution, options: CalibrateOptions): Promise<void> {
  const file = options.out ?? (options.config === undefined ? null : await presetOf(options.config));
  if (solution.axes !== 'mat') {
    say('The places are in the axes of one camera: say with --mat when the board lay on the mat to keep a preset.');
    return;
  }
  if (file === null) {
    say('Nothing was kept: name the bay with --config FILE, or a file with --out FILE.');
    return;
  }
  await savePreset(file, {
    ...{ format: 1, name: options.name, madeAt: new Date().toISOString(), board: options.board },
    ...{ cameras: solution.cameras, pairs: solution.pairs, soundPath: null },
  });
  say(`The preset is kept in ${file}; a running bay takes it at its next start.`);
}

async function presetOf(configFile: string): Promise<string> {
  const { store } = await loadConfig(configurationSchema, configFile);
  return presetFile(resolve(store.dataDirectory));
}

async function calibrateBay(options: CalibrateOptions): Promise<number> {
  const { config = '', json, microphoneDistance: distanceM, microphoneHeight: heightM } = options;
  const microphone = distanceM === undefined || heightM === undefined ? {} : { microphone: { distanceM, heightM } };
  const solution = await calibrateLive({ configFile: config, say, ...microphone });
  process.stdout.write(json ? `${JSON.stringify(solution, null, 2)}\n` : readableCalibration(solution));
  return 0;
}

function collect(word: string, before: readonly RecordedView[] = []): readonly RecordedView[] {
  const at = word.indexOf('=');
  const [name, file] = [word.slice(0, Math.max(0, at)), word.slice(at + 1)];
  if (!/^[a-z0-9][a-z0-9-]*$/.test(name) || file === '') {
    throw new InvalidArgumentError('Write NAME=FILE, the name in small letters, digits and hyphens.');
  }
  if (before.some((view) => view.name === name)) throw new InvalidArgumentError(`Two views are called ${name}.`);
  return [...before, { name, file: resolve(file) }];
}

function board(words: string): CharucoBoard {
  try {
    return parseBoard(words);
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? error.message : String(error));
  }
}

function span(words: string): readonly [number, number] {
  const [from = Number.NaN, to = Number.NaN] = words.split('..').map(Number);
  if (!(from >= 0 && to > from)) throw new InvalidArgumentError('Write FROM..TO in seconds, such as 31..34.');
  return [from, to];
}

function turns(word: string): number {
  if (!/^[0-3]$/.test(word)) throw new InvalidArgumentError('Write 0, 1, 2 or 3.');
  return Number(word);
}

function metres(word: string): number {
  const value = Number(word);
  if (word.trim() === '' || !(Math.abs(value) <= 50)) throw new InvalidArgumentError('Write metres, such as 1.6.');
  return value;
}

function offset(words: string): readonly [number, number, number] {
  const [x = Number.NaN, y = Number.NaN, z = Number.NaN, ...more] = words.split(',').map(Number);
  if (!Number.isFinite(x + y + z) || more.length > 0) throw new InvalidArgumentError('Write X,Y,Z in metres.');
  return [x, y, z];
}

function say(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}
