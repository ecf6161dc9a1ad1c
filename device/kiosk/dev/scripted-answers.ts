import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { LANGUAGES, type Language } from '../../api/contract/language.ts';
import type { SwingNote } from '../../api/contract/coaching.ts';
import type { Catalogue } from '../connection/catalogue.ts';
import { scriptedComparison } from './scripted-comparison.ts';
import { scriptedJoints } from './scripted-joints.ts';
import { SCRIPTED_CATALOGUE } from './scripted-catalogue.ts';
import { SCRIPTED_DRAWING } from './scripted-drawing.ts';
import { PICTURE } from './scripted-picture.ts';
import type { ScriptedSwing } from './scripted-swing.ts';
import type { ScriptedMedia } from './scripted-media.ts';
import type { ScriptedGames } from './scripted-games.ts';
import type { ScriptedVisit } from './scripted-visit.ts';
import type { ScriptedVoice } from './scripted-voice.ts';

/** The REST half of the scripted bay, and its static pages. */
export interface BayAnswers {
  readonly media: ScriptedMedia;
  readonly pages: string;
  readonly swings: readonly ScriptedSwing[];
  readonly voice: ScriptedVoice;
  readonly games: ScriptedGames;
  readonly visit: ScriptedVisit;
  /** What a coach has written about every swing. */
  readonly notes: readonly SwingNote[];
  ticket(): string;
  /** The daemon’s own words, where somebody has them; scripted English ones else. */
  readonly words: ScriptedWords | undefined;
  areClipsWritten(): boolean;
}

export interface ScriptedWords {
  catalogue(language: Language): Catalogue;
  drawing(drill: string, language: Language): string | undefined;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

export async function answerRequest(
  bay: BayAnswers,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const address = new URL(request.url ?? '/', 'http://bay');
  const path = address.pathname;
  const json = (value: unknown, status = 200) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(value));
  };
  if (path === '/api/v1/realtime/ticket') return json({ ticket: bay.ticket() }, 201);
  if (path.startsWith('/api/v1/catalogue')) return answerWords(bay, address, response);
  if (answerVoiceOrGames(bay, address, response)) return;
  if (path.startsWith('/api/v1/') && (await bay.visit.answer(request, response))) return;
  if (path === '/api/v1/swings') return json({ swings: bay.swings.map(summaryOf) });
  const [, swingId, part, file] = /^\/api\/v1\/swings\/([^/]+)(?:\/([a-z]+))?(?:\/([^/]+))?$/.exec(path) ?? [];
  if (swingId !== undefined) return answerSwing(bay, { swingId, part, file }, address, request, response);
  const page = normalize(path).endsWith('/') ? `${path}index.html` : path;
  try {
    const bytes = await readFile(join(bay.pages, normalize(page)));
    response.writeHead(200, { 'content-type': TYPES[extname(page)] ?? 'application/octet-stream' });
    response.end(bytes);
  } catch {
    json({}, 404);
  }
}

/** What there is to see of one swing. */
function answerSwing(
  bay: BayAnswers,
  { swingId, part, file }: { swingId: string; part: string | undefined; file: string | undefined },
  address: URL,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const json = (value: unknown, status = 200) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(value));
  };
  const swing = bay.swings.find((each) => each.report.id === swingId);
  const camera = address.searchParams.get('camera') ?? 'face-on';
  const clip = swing?.media.clips.get(camera)?.swing;
  if (swing === undefined || clip === undefined) return json({}, 404);
  const { report, media, status } = swing;
  const picture = media.keyFrames.find((frame) => frame.sha256 === file);
  const timesMs = clip.landmarks.map((_, frame) => (frame / PICTURE.fps) * 1000);
  const second = bay.swings.find((each) => each.report.id === file)?.report;
  const answers: Readonly<Record<string, () => unknown>> = {
    analysis: () => (status === 'completed' ? report : undefined),
    notes: () => ({ notes: bay.notes }),
    joints: () => scriptedJoints(media.stretch),
    compare: () => second && scriptedComparison(report, second),
    poses: () => ({ camera, timesMs, landmarks: clip.landmarks }),
    handedness: () => ({ id: swingId, state: 'queued' }),
  };
  if (part === 'video' && bay.areClipsWritten()) return sendRange(clip.mp4, request, response);
  if (part === 'frames' && picture !== undefined) {
    response.writeHead(200, { 'content-type': 'image/jpeg' });
    response.end(picture.jpeg);
    return;
  }
  const answer = answers[part ?? '']?.();
  json(answer ?? {}, answer === undefined ? 404 : 200);
}

function answerWords({ words }: BayAnswers, { pathname, searchParams }: URL, response: ServerResponse): void {
  const language = LANGUAGES.find((each) => each === searchParams.get('lang')) ?? 'en';
  const [, drill] = /^\/api\/v1\/catalogue\/drills\/([a-z-]+)\/drawing$/.exec(pathname) ?? [];
  response.writeHead(200, { 'content-type': drill === undefined ? 'application/json' : 'image/svg+xml' });
  if (drill !== undefined) response.end(words?.drawing(drill, language) ?? SCRIPTED_DRAWING);
  else response.end(JSON.stringify(words?.catalogue(language) ?? { ...SCRIPTED_CATALOGUE, language }));
}

/** Whether it was a call of the voice or of a game, and is answered. */
function answerVoiceOrGames(bay: BayAnswers, address: URL, response: ServerResponse): boolean {
  const { voice, games } = bay;
  const path = address.pathname;
  const [, beat = '', played = ''] = /^\/api\/v1\/games\/tempo\/([^/]+)\/swings\/([^/]+)$/.exec(path) ?? [];
  if (path.startsWith('/api/v1/voice/sounds/')) {
    voice.soundsAsked.push(path);
    response.writeHead(200, { 'content-type': 'audio/wav' });
    response.end(voice.wav);
    return true;
  }
  if (path === '/api/v1/voice') voice.isOn = (address.searchParams.get('isOn') ?? String(voice.isOn)) === 'true';
  const answers: Readonly<Record<string, () => unknown>> = {
    '/api/v1/voice': () => ({ isOn: voice.isOn, language: 'en', volume: 0.7, trouble: null }),
    '/api/v1/games/tempo': () => games.beats(),
    [`/api/v1/games/tempo/${beat}/swings/${played}`]: () => games.onBeat(beat, played),
    '/api/v1/games/consistency': () => games.consistency(),
    '/api/v1/games/consistency/leaderboard': () => games.leaderboard(),
  };
  const answer = answers[path];
  if (answer === undefined) return false;
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(answer()));
  return true;
}

function summaryOf({ report, status }: ScriptedSwing): unknown {
  const { id, kind, recordedAt, session, player } = report;
  const isDone = status === 'completed';
  const facts = { id, kind, recordedAt, status, session, player };
  return { ...facts, revision: isDone ? 1 : null, score: isDone ? report.score?.overall : null };
}

function sendRange(bytes: Buffer, request: IncomingMessage, response: ServerResponse): void {
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
  const from = Number(range?.[1] ?? 0);
  const to = Math.min(bytes.length - 1, Number(range?.[2] || bytes.length - 1));
  const part = bytes.subarray(from, to + 1);
  response.writeHead(range === null ? 200 : 206, {
    'content-type': 'video/mp4',
    'accept-ranges': 'bytes',
    'content-length': part.length,
    ...(range === null ? {} : { 'content-range': `bytes ${from}-${to}/${bytes.length}` }),
  });
  response.end(part);
}
