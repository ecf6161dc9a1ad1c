import { render } from 'preact';
import './design/latin-font.css';
import './design/tokens.css';
import './design/document.css';
import './phone/phone-document.css';
import { bringJapaneseFont } from './design/japanese-font.ts';
import { onLanguage, speakFirst } from './locales/language.ts';
import { text } from './locales/text.ts';
import { createPhoneApi } from './phone/phone-api.ts';
import { PhoneScreen } from './phone/phone-screen.tsx';
import { openSeenCopy } from './phone/seen/indexed-seen-copy.ts';
import { keepShell } from './phone/shell/phone-shell.ts';
import { tokenShelfIn } from './phone/token-shelf.ts';

/** Wires the page on a player's own phone. */
const root = document.querySelector('#phone');
if (root === null) throw new Error('the page has no place for the phone');

const nameThePage = () => {
  document.title = `${text('app.name')}: ${text('phone.title')}`;
};
onLanguage(nameThePage);
await speakFirst();

const tokens = tokenShelfIn(localStorage);
const copy = openSeenCopy(() => tokens.read()?.player ?? null);
render(<PhoneScreen api={createPhoneApi(location.origin, tokens, copy)} />, root);
void bringJapaneseFont();
void keepShell();
