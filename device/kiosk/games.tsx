import { render } from 'preact';
import './design/latin-font.css';
import './design/tokens.css';
import './design/document.css';
import type { BayState } from '../api/contract/realtime.ts';
import { createBayApi } from './connection/bay-api.ts';
import { connectRealtime } from './connection/realtime-connection.ts';
import { bringJapaneseFont } from './design/japanese-font.ts';
import { createGamesApi } from './games/games-api.ts';
import { GamesScreen } from './games/games-screen.tsx';
import { onLanguage, speakFirst } from './locales/language.ts';
import { text } from './locales/text.ts';

/**
 * Wires the page of the games: each result of the bay is told to the game that is open. Cues are not spoken here: who
 * swings to a beat or counts swings has asked for that and for nothing else.
 */
const root = document.querySelector('#screen');
if (root === null) throw new Error('the page has no place for the screen');

const nameThePage = () => {
  document.title = `${text('app.name')}: ${text('games.title')}`;
};
onLanguage(nameThePage);
await speakFirst();

const bay = createBayApi(location.origin);

/** The next visitor is to find the bay screen: with nobody on the mat for so long, the page goes back to it. */
const EMPTY_MS_MAX = 45_000;
let leaving: ReturnType<typeof setTimeout> | undefined;
const seeState = (state: BayState) => {
  if (state !== 'empty') {
    clearTimeout(leaving);
    leaving = undefined;
  } else {
    leaving ??= setTimeout(() => location.assign('./'), EMPTY_MS_MAX);
  }
};

const listeners = new Set<(swingId: string | null) => void>();
connectRealtime(bay.fetchTicket, bay.realtimeAddress, {
  onMessage(message) {
    if (message.event === 'CONNECTED' || message.event === 'BAY_STATE') seeState(message.data.state);
    // After a lost line a result may have been missed: the games look again.
    if (message.event === 'CONNECTED') for (const listener of listeners) listener(null);
    if (message.event !== 'ANALYSIS_COMPLETE' || message.data.status !== 'completed') return;
    for (const listener of listeners) listener(message.data.swingId);
  },
  onPicture: () => undefined,
  onLost: () => undefined,
});

const onResult = (listener: (swingId: string | null) => void) => {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
};
render(<GamesScreen api={createGamesApi(location.origin)} bay={bay} onResult={onResult} />, root);
void bringJapaneseFont();
