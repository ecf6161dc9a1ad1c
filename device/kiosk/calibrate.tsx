import { render } from 'preact';
import './design/latin-font.css';
import './design/tokens.css';
import './design/document.css';
import { CalibrateScreen } from './calibrate/calibrate-screen.tsx';
import { createCalibrationApi } from './calibrate/calibration-api.ts';
import { bringJapaneseFont } from './design/japanese-font.ts';
import { onLanguage, speakFirst } from './locales/language.ts';
import { text } from './locales/text.ts';

/** Wires the installer's page for the cameras. */
const root = document.querySelector('#screen');
if (root === null) throw new Error('the page has no place for the screen');
const nameThePage = () => {
  document.title = `${text('app.name')}: ${text('calibrate.title')}`;
};
onLanguage(nameThePage);
await speakFirst();
render(<CalibrateScreen api={createCalibrationApi(location.origin)} />, root);
void bringJapaneseFont();
