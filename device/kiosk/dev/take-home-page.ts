/**
 * The phone's part about taking a swing home, alone on a page: it is worked on and tested against the real API without
 * the rest of the phone. `/take-home-page?swing=ID#ACCESS-TOKEN`.
 */
import { h, render } from 'preact';
import '../design/latin-font.css';
import '../design/tokens.css';
import '../design/document.css';
import '../phone/phone-document.css';
import type { Problem } from '../../api/contract/rest.ts';
import { speakFirst } from '../locales/language.ts';
import { PhoneProblem } from '../phone/phone-problem.ts';
import { TakeHome } from '../phone/take-home/take-home.tsx';
import type { TakeHomeCalls } from '../phone/take-home/take-home-calls.ts';

const swingId = new URLSearchParams(location.search).get('swing') ?? '';
const headers = { Authorization: `Bearer ${location.hash.slice(1)}` };

async function ask(method: string, path: string, body?: unknown): Promise<Response> {
  const content = body === undefined ? {} : { body: JSON.stringify(body) };
  const answer = await fetch(`/api/v1${path}`, {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
    ...content,
  });
  if (!answer.ok) throw new PhoneProblem((await answer.json()) as Problem, answer.status);
  return answer;
}

const calls: TakeHomeCalls = {
  async call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await ask(method, path, body);
    return (answer.status === 204 ? undefined : await answer.json()) as T;
  },
  fetchVideo: async (path) => (await ask('GET', path)).blob(),
};

await speakFirst();
const root = document.querySelector('#part');
if (root !== null) render(h(TakeHome, { swingId, calls }), root);
