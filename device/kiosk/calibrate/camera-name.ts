import { text, textIfKnown } from '../locales/text.ts';

/** What people call a camera. */
export function cameraName(name: string | null): string {
  if (name === null) return '';
  return name === 'other' ? text('camera.other', { name }) : (textIfKnown(`camera.${name}`) ?? name);
}
