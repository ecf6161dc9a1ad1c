import { fitPicture, type GolferPlace, type Size } from '../skeleton/picture-fit.ts';

/** The shape of a key frame's place on the page, as in the style sheet. */
const CUT: Size = { width: 85, height: 100 };

/** CSS `object-view-box` that cuts a key frame as its camera's replay is cut: all of one swing alike. */
export function keyFrameCrop(picture: Size, place: GolferPlace | null): string {
  const fit = fitPicture(picture, CUT, place);
  const percent = (share: number) => `${(share * 100).toFixed(2)}%`;
  const left = -fit.left / fit.width;
  const top = -fit.top / fit.height;
  const right = 1 - left - CUT.width / fit.width;
  const bottom = 1 - top - CUT.height / fit.height;
  return `inset(${[top, right, bottom, left].map(percent).join(' ')})`;
}
