/** A page with nothing but the bay's live pictures, as a phone's has them: for tests of what they are made of. */
import { render } from 'preact';
import '../design/latin-font.css';
import '../design/tokens.css';
import '../design/document.css';
import type { LiveCamera } from '../../api/contract/realtime.ts';
import { createBayApi } from '../connection/bay-api.ts';
import { connectRealtime } from '../connection/realtime-connection.ts';
import { RemoteFeed } from '../live/remote-feed.ts';
import { RemoteView } from '../live/remote-view.tsx';
import { speakFirst } from '../locales/language.ts';

const root = document.querySelector('#page');
if (root === null) throw new Error('the page has no place for the pictures');
await speakFirst();

const api = createBayApi(location.origin);
const wanted = new URLSearchParams(location.search).get('camera');
const feed = new RemoteFeed((event, data) => connection.send(event, data));
const show = (cameras: readonly LiveCamera[]) => {
  const shown = cameras.filter(({ name }) => wanted === null || name === wanted);
  render(
    shown.map((camera) => <RemoteView key={camera.name} feed={feed} camera={camera} />),
    root,
  );
};
feed.onCameras(show);
const connection = connectRealtime(api.fetchTicket, api.realtimeAddress, {
  onMessage: (message) => feed.hear(message),
  onPicture: (picture) => feed.addPicture(picture),
  onLost: (closeCode) => {
    document.body.dataset['closeCode'] = String(closeCode);
  },
});
