/** What the phone's page of a swing mounts, on a page of its own: `#` and the swing's id. */
import { render } from 'preact';
import '../design/latin-font.css';
import '../design/tokens.css';
import '../design/document.css';
import '../phone/phone-document.css';
import { speakFirst } from '../locales/language.ts';
import { createPhoneApi } from '../phone/phone-api.ts';
import { NO_COPY } from '../phone/seen/no-copy.ts';
import { tokenShelfIn } from '../phone/token-shelf.ts';
import { CoachNotes } from './coach-notes.tsx';

await speakFirst();
const api = createPhoneApi(location.origin, tokenShelfIn(localStorage), NO_COPY);
render(
  <main>
    <h1>Swing</h1>
    <CoachNotes swingId={location.hash.slice(1)} api={api} />
  </main>,
  document.body,
);
