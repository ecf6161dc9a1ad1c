/** A swing as the film that is to be made of it: what is shown when, said in words and drawn. Pure, given its letters. */
import type { Language } from '../swing/advice/language.ts';
import { TEXTS } from '../swing/advice/texts.ts';
import type { PoseTrack } from '../swing/pose/pose-track.ts';
import type { CameraRole, ReportCamera, SwingReport } from '../swing/report/swing-report.ts';
import { drawBody, posesOf } from './draw-body.ts';
import { drawWords, type FilmWords } from './draw-words.ts';
import { COLOURS } from './film-colours.ts';
import type { FilmedClip } from './film-command.ts';
import { filmLayout } from './film-layout.ts';
import { filmNumbers } from './film-numbers.ts';
import type { FilmOrder } from './film-order.ts';
import { FILM_TEXTS, filled } from './film-texts.ts';
import { FILM_FPS, type FilmTiming, filmTiming, movingMs, shownAtMs, slownessFor } from './film-timing.ts';
import type { Letters } from './letters.ts';
import { OverlayScript } from './overlay-script.ts';
import { golferPlace, pictureCut } from './picture-cut.ts';
import { shownFrames } from './shown-frames.ts';

/** A camera whose clip is there, with its poses where it has some. */
export interface FilmedCamera {
  readonly camera: ReportCamera;
  readonly file: string;
  readonly fromMs: number;
  readonly track: PoseTrack | null;
}

export interface FilmScript {
  readonly size: { readonly width: number; readonly height: number };
  readonly ground: string;
  readonly timing: FilmTiming;
  readonly clips: readonly FilmedClip[];
  readonly overlay: string;
}

const ROLE_ORDER: Readonly<Record<CameraRole, number>> = { 'face-on': 0, 'down-the-line': 1, other: 2 };
const CAMERAS_MAX = 4;
const TITLE = 'Swingbay';

/** The cameras of a film in the order in which they are shown: as asked for, else the golfer's front first. */
export function camerasShown<Camera extends { readonly camera: ReportCamera }>(
  cameras: readonly Camera[],
  asked: readonly string[],
): Camera[] {
  const chosen =
    asked.length === 0
      ? cameras.toSorted((a, b) => ROLE_ORDER[a.camera.role] - ROLE_ORDER[b.camera.role])
      : asked.flatMap((name) => cameras.filter(({ camera }) => camera.name === name));
  return chosen.slice(0, CAMERAS_MAX);
}

export function timingOf(report: SwingReport, cameras: readonly FilmedCamera[], order: FilmOrder): FilmTiming {
  const fps = Math.min(...cameras.map(({ camera }) => camera.fps));
  const names = cameras.map(({ camera }) => camera.name);
  return filmTiming(report, names, order.slowness ?? slownessFor(fps));
}

/** Everything that is written in the film. */
export function filmWords(
  report: SwingReport,
  cameras: readonly FilmedCamera[],
  timing: FilmTiming,
  language: Language,
): FilmWords {
  const texts = FILM_TEXTS[language];
  const movingTicks = movingTicksOf(timing);
  const tickAt = (timeMs: number) =>
    Math.min(movingTicks, Math.max(0, Math.round((shownAtMs(timing, timeMs) * FILM_FPS) / 1_000)));
  return {
    title: TITLE,
    subtitle: new Intl.DateTimeFormat(language, { dateStyle: 'long' }).format(new Date(report.recordedAt)),
    views: cameras.map(({ camera: { role, name } }) =>
      role === 'face-on' ? texts.faceOn : role === 'down-the-line' ? texts.downTheLine : name,
    ),
    speeds: timing.segments.map(({ fromMs, toMs, slowness }) => ({
      ...speedWords(report.slowMotion, slowness, language),
      ticks: { from: tickAt(fromMs), to: tickAt(toMs) },
    })),
    phases: report.phases
      .map(({ name, fromMs, toMs }) => ({
        words: TEXTS[language][`phase.${name}`] ?? name,
        ticks: { from: tickAt(fromMs), to: name === 'finish' ? movingTicks : tickAt(toMs) },
        isDownswing: name === 'downswing',
      }))
      .filter(({ ticks }) => ticks.to > ticks.from),
    numbers: filmNumbers(report, language),
    estimate: texts.estimate,
    legend: texts.legend,
    noNumbers: texts.noNumbers,
  };
}

/** Every text of the words, for whoever looks for letters. */
export function textsOf(words: FilmWords): string[] {
  return [
    ...[words.title, words.subtitle, words.estimate, words.legend, words.noNumbers, ...words.views],
    ...[...words.speeds, ...words.phases].map((each) => each.words),
    ...words.numbers.flatMap(({ name, at, value, range, typical }) => [name, at, value, range, typical ?? '']),
  ];
}

export function filmScript(
  report: SwingReport,
  cameras: readonly FilmedCamera[],
  drawn: { order: FilmOrder; timing: FilmTiming; words: FilmWords; letters: Letters },
): FilmScript {
  const { order, timing, words, letters } = drawn;
  const layout = filmLayout(order.shape, cameras.length);
  const script = new OverlayScript(layout);
  const at = (name: string) => report.events.find((event) => event.name === name)?.timeMs;
  const [addressMs, topMs, impactMs] = [at('address'), at('top'), at('impact')];
  const path =
    addressMs === undefined || topMs === undefined || impactMs === undefined
      ? null
      : { fromMs: addressMs, topMs, toMs: impactMs };
  const { segments } = timing;
  const [fromMs, toMs] = [segments[0]?.fromMs ?? 0, segments.at(-1)?.toMs ?? 0];
  const clips = cameras.map(({ camera, file, fromMs: clipFromMs, track }, index): FilmedClip => {
    const box = layout.pictures[index] ?? { left: 0, top: 0, width: 2, height: 2 };
    const cut = pictureCut(camera, box, track === null ? null : golferPlace(track, fromMs, toMs));
    if (track !== null) {
      const pictures = pictureTimes(track, report.versions.frameStride);
      const frames = posesOf(shownFrames(timing, pictures), pictures, track.timesMs);
      drawBody(script, { track, box, cut, frames, path }, order.hasSkeleton);
    }
    return { file, fromMs: clipFromMs, box, cut };
  });
  const whole = { from: 0, to: timing.ticks + 1 };
  drawWords({ script, letters, whole }, layout, words, movingTicksOf(timing));
  const { width, height } = layout;
  return { size: { width, height }, ground: COLOURS.ground, timing, clips, overlay: script.toString() };
}

function movingTicksOf(timing: FilmTiming): number {
  return Math.round((movingMs(timing) * FILM_FPS) / 1_000);
}

/** True also for a recording that is slow itself; where nobody knows how slow, no number is said. */
function speedWords(
  recording: SwingReport['slowMotion'],
  slowness: number,
  language: Language,
): { words: string; isSlow: boolean } {
  const { realSpeed, slowMotion, slowUnknown } = FILM_TEXTS[language];
  if (recording.suspected && recording.factor === null) return { words: slowUnknown, isSlow: slowness > 1 };
  const times = slowness * (recording.suspected ? (recording.factor ?? 1) : 1);
  if (Math.abs(times - 1) < 0.005) return { words: realSpeed, isSlow: false };
  const format = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
  return { words: filled(slowMotion, { part: `1/${format.format(times)}` }), isSlow: slowness > 1 };
}

/** The times of a clip's pictures: those of the poses, and between them where only every second picture has one. */
function pictureTimes({ timesMs }: PoseTrack, stride: number): Float64Array {
  if (stride === 1) return timesMs;
  const between = Array.from(timesMs).flatMap((timeMs, index) => {
    const stepMs = ((timesMs[index + 1] ?? timeMs) - timeMs) / stride;
    return stepMs === 0 ? [timeMs] : Array.from({ length: stride }, (_, step) => timeMs + step * stepMs);
  });
  return Float64Array.from(between);
}
