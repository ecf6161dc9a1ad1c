import { render } from 'preact';
import './design/tokens.css';
import './design/document.css';
import { CalibrateScreen } from './calibrate/calibrate-screen.tsx';
import { createCalibrationApi } from './calibrate/calibration-api.ts';

/** Wires the installer's page for the cameras. */
const root = document.querySelector('#screen');
if (root === null) throw new Error('the page has no place for the screen');
render(<CalibrateScreen api={createCalibrationApi(location.origin)} />, root);
