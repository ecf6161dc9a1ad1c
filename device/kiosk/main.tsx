import { render } from 'preact';
import './design/latin-font.css';
import './design/tokens.css';
import './design/document.css';
import { isAnswer } from '../api/contract/realtime.ts';
import { createBayApi } from './connection/bay-api.ts';
import { connectRealtime } from './connection/realtime-connection.ts';
import { bringJapaneseFont } from './design/japanese-font.ts';
import { LiveFeed } from './live/live-feed.ts';
import { currentLanguage, onLanguage, speakFirst } from './locales/language.ts';
import { BayScreen } from './screen/bay-screen.tsx';
import { bringLaterParts } from './screen/later-parts.ts';
import { CaptionLine } from './voice/caption-line.ts';
import { CuePlayer } from './voice/cue-player.ts';
import { createScreenStore } from './screen/screen-store.ts';
import { watchVisit } from './screen/watch-visit.ts';
import { createVisitApi } from './visit/visit-api.ts';

/** Wires the bay screen: socket to store and canvases, store to components. */
const root = document.querySelector('#screen');
if (root === null) throw new Error('the page has no place for the screen');

await speakFirst();

const api = createBayApi(location.origin);
const visits = createVisitApi(location.origin);
const store = createScreenStore(api);
watchVisit(store, visits, () => performance.now());
const tellLanguage = () => store.dispatch({ type: 'language-changed', language: currentLanguage() });
tellLanguage();
onLanguage(tellLanguage);
const connection = connectRealtime(api.fetchTicket, api.realtimeAddress, {
  onMessage(message) {
    if (message.event === 'POSE_UPDATE') {
      feed.addPose(message.data);
      return;
    }
    if (message.event === 'AUDIO_CUE') {
      cues.play(message.data);
      captions.show(message.data);
      return;
    }
    if (message.event === 'AUDIO_HUSH') return hush();
    if (isAnswer(message)) return;
    store.dispatch({ type: message.event, data: message.data } as Parameters<typeof store.dispatch>[0]);
    if (message.event === 'CONNECTED') feed.connected(message.data.cameras);
  },
  onPicture: (picture) => feed.addPicture(picture),
  onLost: () => {
    hush();
    store.dispatch({ type: 'connection-lost' });
  },
});
const cues = new CuePlayer((path) => new Audio(new URL(path, location.href).href));
const captions = new CaptionLine();
const hush = () => {
  cues.hush();
  captions.hush();
};
const feed = new LiveFeed((event, data) => connection.send(event, data));

setInterval(() => store.dispatch({ type: 'time-passed', nowMs: Math.round(performance.now()) }), 500);
render(<BayScreen store={store} api={api} visits={visits} feed={feed} captions={captions} />, root);
void bringJapaneseFont().then(bringLaterParts);
