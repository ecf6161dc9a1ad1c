/** What FFmpeg is told in order to make a film: one filter graph that keeps the time exactly. Pure. */
import type { Box } from './film-layout.ts';
import { FILM_FPS, type FilmTiming, filmMs } from './film-timing.ts';
import type { PictureCut } from './picture-cut.ts';
import { endMs, OFF_TIES_MS, startMs } from './shown-frames.ts';

export interface FilmedClip {
  readonly file: string;
  /** The report's time of the clip's first picture. */
  readonly fromMs: number;
  readonly box: Box;
  readonly cut: PictureCut;
}

export interface FilmToMake {
  readonly size: { readonly width: number; readonly height: number };
  readonly ground: string;
  readonly clips: readonly FilmedClip[];
  readonly timing: FilmTiming;
  readonly overlayFile: string;
  readonly outputFile: string;
}

/** Enough for a bay that stands still, and a bound for one that does not. */
const QUALITY = 21;
const BITS_PER_SECOND_MAX = 10_000_000;
const KEY_FRAME_TICKS = 2 * FILM_FPS;
/** The containers that clips come in; a file that pretends to be something else opens nothing. */
const CONTAINERS = 'mov,mp4,m4a,3gp,3g2,mj2,matroska,webm';

/** The largest that a film of such a length becomes. */
export function filmBytesMax(timing: FilmTiming): number {
  return Math.ceil((filmMs(timing) / 1_000) * (BITS_PER_SECOND_MAX / 8) * 1.1) + 256 * 1024;
}

export function filmArguments(film: FilmToMake): string[] {
  return [
    ...[
      '-v',
      'error',
      '-nostdin',
      '-y',
      '-progress',
      'pipe:1',
      '-stats_period',
      '0.25',
      '-filter_complex_threads',
      '1',
    ],
    ...film.clips.flatMap(({ file }) => [
      ...['-protocol_whitelist', 'file', '-format_whitelist', CONTAINERS, '-i', `file:${file}`],
    ]),
    ...['-filter_complex', filterGraph(film), '-map', '[film]', '-frames:v', String(film.timing.ticks)],
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-profile:v', 'high', '-level:v', '4.0', '-pix_fmt', 'yuv420p'],
    ...['-crf', String(QUALITY), '-maxrate', String(BITS_PER_SECOND_MAX), '-bufsize', String(2 * BITS_PER_SECOND_MAX)],
    ...['-g', String(KEY_FRAME_TICKS), '-threads', '2'],
    ...['-color_primaries', 'bt709', '-color_trc', 'bt709', '-colorspace', 'bt709', '-color_range', 'tv'],
    // Where and by what it was filmed is nobody's business who gets the film.
    ...['-map_metadata', '-1', '-map_chapters', '-1', '-fflags', '+bitexact', '-flags:v', '+bitexact'],
    ...['-movflags', '+faststart', '-f', 'mp4', `file:${film.outputFile}`],
  ];
}

function filterGraph({ size, ground, clips, timing, overlayFile }: FilmToMake): string {
  const seconds = (filmMs(timing) / 1_000).toFixed(6);
  const base = `color=c=0x${ground.slice(1)}:s=${size.width}x${size.height}:r=${FILM_FPS}:d=${seconds},format=yuv420p[film0]`;
  const views = clips.map(({ fromMs, cut, box }, index) =>
    [
      `[${index}:V:0]settb=1/1000000,setpts=PTS-STARTPTS`,
      `trim=start=${fromStart(startMs(timing), fromMs)}:end=${fromStart(endMs(timing), fromMs)}`,
      // A picture is shown only if another comes after it, ticks later.
      'tpad=stop_mode=clone:stop_duration=0.2',
      `setpts='(${filmTime(timing, fromMs)})/TB'`,
      `fps=${FILM_FPS}:start_time=0:round=near`,
      `tpad=stop_mode=clone:stop_duration=${seconds}`,
      `trim=end_frame=${timing.ticks}`,
      `crop=iw*${share(cut.width)}:ih*${share(cut.height)}:iw*${share(cut.left)}:ih*${share(cut.top)}`,
      `scale=${box.width}:${box.height}:flags=bicubic:out_color_matrix=bt709:out_range=tv`,
      `setsar=1,format=yuv420p[view${index}]`,
    ].join(','),
  );
  const laid = clips.map(
    ({ box }, index) =>
      `[film${index}][view${index}]overlay=${box.left}:${box.top}:eof_action=repeat[film${index + 1}]`,
  );
  const overlay = `[film${clips.length}]ass=filename=${escaped(overlayFile)}:shaping=simple,format=yuv420p[film]`;
  return [base, ...views, ...laid, overlay].join(';');
}

/** When a picture is shown, in seconds, as an expression of its own time `T`, which counts from the clip's first one. */
function filmTime({ segments }: FilmTiming, clipFromMs: number): string {
  let expression = '';
  let shownS = OFF_TIES_MS / 1_000;
  for (const [index, { fromMs, toMs, slowness }] of segments.entries()) {
    const here = `${shownS.toFixed(6)}+(T-${inClip(fromMs, clipFromMs)})*${slowness}`;
    const isLast = index === segments.length - 1;
    expression += isLast ? here : `if(lt(T,${inClip(toMs, clipFromMs)}),${here},`;
    shownS += ((toMs - fromMs) * slowness) / 1_000;
  }
  return expression + ')'.repeat(segments.length - 1);
}

/** A time of the report as one of the clip, in seconds; in brackets where it lies before its first picture. */
function inClip(timeMs: number, clipFromMs: number): string {
  const seconds = ((timeMs - clipFromMs) / 1_000).toFixed(6);
  return seconds.startsWith('-') ? `(${seconds})` : seconds;
}

/** As above, for an option, which knows no time before the first picture. */
function fromStart(timeMs: number, clipFromMs: number): string {
  return (Math.max(0, timeMs - clipFromMs) / 1_000).toFixed(6);
}

function share(value: number): string {
  return value.toFixed(6);
}

/** Once for the value of an option, once for the graph that it stands in. */
export function escaped(path: string): string {
  return path.replace(/[\\':]/g, '\\$&').replace(/[\\'[\],;]/g, '\\$&');
}
