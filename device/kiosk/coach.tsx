import { render } from 'preact';
import './design/latin-font.css';
import './design/tokens.css';
import './design/document.css';
import './coach/coach-document.css';
import { CoachScreen } from './coach/coach-screen.tsx';
import { bringJapaneseFont } from './design/japanese-font.ts';
import { onLanguage, speakFirst } from './locales/language.ts';
import { text } from './locales/text.ts';
import { createPhoneApi } from './phone/phone-api.ts';
import { NO_COPY } from './phone/seen/no-copy.ts';
import { tokenShelfIn } from './phone/token-shelf.ts';

/** Wires the page of a teaching professional, on a tablet beside the mat or on a desk. */
const root = document.querySelector('#coach');
if (root === null) throw new Error('the page has no place for the coach');

const nameThePage = () => {
  document.title = `${text('app.name')}: ${text('coach.title')}`;
};
onLanguage(nameThePage);
await speakFirst();

render(<CoachScreen api={createPhoneApi(location.origin, tokenShelfIn(localStorage), NO_COPY)} />, root);
void bringJapaneseFont();
