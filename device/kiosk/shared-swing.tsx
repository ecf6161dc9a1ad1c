import { render } from 'preact';
import './design/latin-font.css';
import './design/tokens.css';
import './design/document.css';
import './phone/phone-document.css';
import { bringJapaneseFont } from './design/japanese-font.ts';
import { onLanguage, speakFirst } from './locales/language.ts';
import { text } from './locales/text.ts';
import { createSharedSwingApi } from './shared-swing/shared-swing-api.ts';
import { SharedSwingPage } from './shared-swing/shared-swing-page.tsx';

/**
 * Wires the page that a link to a swing opens. The link's token stands behind the #: browsers send that to nobody, so it
 * is in no log and no referrer; the page brings it in a header.
 */
const root = document.querySelector('#shared-swing');
if (root === null) throw new Error('the page has no place for the swing');

const nameThePage = () => {
  document.title = `${text('app.name')}: ${text('shared.title')}`;
};
onLanguage(nameThePage);
await speakFirst();

const place = root;
const show = () => {
  const token = location.hash.slice(1);
  render(<SharedSwingPage key={token} api={createSharedSwingApi(location.origin, token)} />, place);
};
addEventListener('hashchange', show);
show();
void bringJapaneseFont();
