/**
 * Where everything stands in the film: header, pictures beside or above each other, whichever shows the golfer larger,
 * the line of the phases, the numbers. Pure. Pixels of the film; edges of pictures are even, as 4:2:0 needs them.
 */
import type { FilmShape } from './film-order.ts';

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface FilmLayout {
  readonly width: number;
  readonly height: number;
  readonly header: Box;
  /** One for each picture, in their order. */
  readonly pictures: readonly Box[];
  readonly phases: Box;
  readonly numbers: Box;
}

const GAP = 12;
const MARGIN = 36;
/** As the replay's: how high a golfer comes in a picture, and how wide it must be for hands and club, in their heights. */
const GOLFER_SHARE = 0.62;
const REACH = 1.3;

export function filmLayout(shape: FilmShape, pictures: number): FilmLayout {
  if (shape === 'portrait') {
    const width = 1080;
    return {
      ...{ width, height: 1920 },
      header: { left: MARGIN, top: 0, width: width - 2 * MARGIN, height: 116 },
      pictures: arranged({ left: 0, top: 116, width, height: 1080 }, pictures),
      phases: { left: MARGIN, top: 1216, width: width - 2 * MARGIN, height: 108 },
      numbers: { left: MARGIN, top: 1344, width: width - 2 * MARGIN, height: 540 },
    };
  }
  const width = 1920;
  return {
    ...{ width, height: 1080 },
    header: { left: MARGIN, top: 0, width: width - 2 * MARGIN, height: 96 },
    pictures: arranged({ left: 0, top: 96, width: 1340, height: 860 }, pictures),
    phases: { left: MARGIN, top: 968, width: width - 2 * MARGIN, height: 100 },
    numbers: { left: 1372, top: 110, width: width - 1372 - MARGIN, height: 830 },
  };
}

/** In rows and columns in which a golfer comes out largest; the first such for one that comes out alike. */
function arranged(room: Box, count: number): Box[] {
  const choices = Array.from({ length: count }, (_, index) => {
    const columns = index + 1;
    const rows = Math.ceil(count / columns);
    const width = even((room.width - GAP * (columns - 1)) / columns);
    const height = even((room.height - GAP * (rows - 1)) / rows);
    return { columns, width, height, golfer: Math.min(GOLFER_SHARE * height, width / REACH) };
  });
  const best = choices.reduce((one, other) => (other.golfer > one.golfer + 1 ? other : one));
  return Array.from({ length: count }, (_, index) => {
    const column = index % best.columns;
    const row = Math.floor(index / best.columns);
    return {
      left: even(room.left + column * (best.width + GAP)),
      top: even(room.top + row * (best.height + GAP)),
      width: best.width,
      height: best.height,
    };
  });
}

function even(pixels: number): number {
  return 2 * Math.floor(pixels / 2);
}
