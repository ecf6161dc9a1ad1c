import type { CameraRole } from '../../api/contract/report.ts';
import { text } from '../locales/text.ts';

/** What the golfer calls a camera. */
export function cameraWords(camera: { readonly name: string; readonly role: CameraRole }): string {
  return camera.role === 'other' ? text('camera.other', { name: camera.name }) : text(`camera.${camera.role}`);
}
