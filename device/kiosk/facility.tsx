import { render } from 'preact';
import './design/latin-font.css';
import './design/tokens.css';
import './design/document.css';
import './phone/phone-document.css';
import { bringJapaneseFont } from './design/japanese-font.ts';
import { FacilityScreen } from './facility/facility-screen.tsx';
import { onLanguage, speakFirst } from './locales/language.ts';
import { text } from './locales/text.ts';
import { createPhoneApi } from './phone/phone-api.ts';
import { NO_COPY } from './phone/seen/no-copy.ts';
import { tokenShelfIn } from './phone/token-shelf.ts';

/** Wires the first page of a facility's appliance: the door for players, and the bays for whoever looks after them. */
const root = document.querySelector('#facility');
if (root === null) throw new Error('the page has no place for the facility');

const nameThePage = () => {
  document.title = `${text('app.name')}: ${text('facility.title')}`;
};
onLanguage(nameThePage);
await speakFirst();

render(<FacilityScreen api={createPhoneApi(location.origin, tokenShelfIn(localStorage), NO_COPY)} />, root);
void bringJapaneseFont();
