/** `swingbay analyze`: a golf video, or several views of one swing, becomes a report. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { v7 as uuidv7 } from 'uuid';
import type { AnalysisRequest, AnalysisResult } from '../analysis/analysis-request.ts';
import { analyzeViews } from '../analysis/analyze-views.ts';
import { encodePoseTrack } from '../store/pose-blob.ts';
import { LANGUAGES, type Language } from '../swing/advice/language.ts';
import type { Handedness } from '../swing/report/swing-report.ts';
import { EXIT_SWING, exitCodeOf, sentenceOf } from './analyze-exit.ts';
import { reportPage } from './analyze-page.ts';
import { progressOn } from './analyze-progress.ts';
import { readableReport } from './analyze-text.ts';
import { posesFileOf } from './report-files.ts';
import { collectView, type NamedView, viewsAsked } from './analyze-views-asked.ts';

interface AnalyzeOptions {
  readonly view?: readonly NamedView[];
  readonly hand: Handedness | 'auto';
  readonly model: 'lite' | 'full' | 'heavy';
  readonly swing?: number;
  readonly json: boolean;
  readonly out?: string;
  readonly lang: Language;
}

export function analyzeCommand(): Command {
  return new Command('analyze')
    .argument('[file...]', 'a video of a swing; several are synchronised views of the same swing')
    .option('--view <role=file>', 'a view whose role is known: face-on=a.mp4, down-the-line=b.mp4', collectView)
    .addOption(
      new Option('--hand <hand>', 'the hand that the golfer plays with')
        .choices(['right', 'left', 'auto'])
        .default('auto'),
    )
    .addOption(new Option('--model <model>', 'the pose model').choices(['lite', 'full', 'heavy']).default('heavy'))
    .option('--swing <number>', 'which swing of a file that holds several, from 1', wholeNumber)
    .addOption(new Option('--json', 'the report alone, as JSON, on standard output').default(false))
    .option('--out <directory>', 'write the report, its key frames and an HTML page there')
    .addOption(new Option('--lang <language>', 'the language of the HTML page').choices([...LANGUAGES]).default('en'))
    .action(async (files: readonly string[], options: AnalyzeOptions, command: Command) => {
      const views = viewsAsked(files, options.view ?? []);
      if (views.length === 0) command.error('error: name a video file, or views with --view ROLE=FILE');
      process.exitCode = await analyze(requestFor(views, options), options);
    });
}

async function analyze(request: AnalysisRequest, options: AnalyzeOptions): Promise<number> {
  const progress = progressOn(process.stderr);
  try {
    const result = await analyzeViews(request, progress.show);
    progress.clear();
    listOtherSwings(result);
    if (options.out !== undefined) await writeResult(options.out, result, options.lang);
    const { report } = result;
    process.stdout.write(options.json ? `${JSON.stringify(report, null, 2)}\n` : readableReport(report));
    return EXIT_SWING;
  } catch (error) {
    progress.clear();
    process.stderr.write(`${sentenceOf(error)}\n`);
    return exitCodeOf(error);
  }
}

function requestFor(views: AnalysisRequest['views'], options: AnalyzeOptions): AnalysisRequest {
  return {
    identity: {
      id: uuidv7(),
      revision: 1,
      kind: 'upload',
      bay: 'command-line',
      session: uuidv7(),
      player: null,
      club: null,
      recordedAt: new Date().toISOString(),
      bootId: 'none',
      sequence: 0,
      missing: [],
    },
    views,
    heard: null,
    impactHintNs: null,
    handedness: options.hand === 'auto' ? null : options.hand,
    model: options.model,
    frameStride: 1,
    swing: options.swing ?? null,
  };
}

function listOtherSwings({ otherSwings, number, certainty }: AnalysisResult): void {
  if (otherSwings.length === 0) return;
  const sure = (value: number): string => `${Math.round(value * 100)} % certain`;
  process.stderr.write(`swingbay: swing ${number} is reported (${sure(certainty)}); the file holds others:\n`);
  for (const other of otherSwings) {
    const at = `impact at ${(other.impactMs / 1000).toFixed(2)} s`;
    process.stderr.write(`swingbay:   --swing ${other.number}: ${at}, ${sure(other.certainty)}\n`);
  }
}

async function writeResult(directory: string, result: AnalysisResult, language: Language): Promise<void> {
  await mkdir(directory, { recursive: true });
  await Promise.all([
    writeFile(join(directory, 'report.json'), `${JSON.stringify(result.report, null, 2)}\n`),
    writeFile(join(directory, 'index.html'), reportPage(result, language)),
    // What `swingbay compare` draws both skeletons from.
    ...result.tracks.map((track) => writeFile(join(directory, posesFileOf(track.camera)), encodePoseTrack(track))),
    ...result.keyFrames.map(({ camera, event, jpeg }) =>
      writeFile(join(directory, `${camera.replaceAll(/[^\w.-]+/g, '-')}-${event}.jpg`), jpeg),
    ),
  ]);
}

function wholeNumber(word: string): number {
  const number = Number(word);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('Write a whole number from 1 on.');
  return number;
}
