/** Where a picture lies on a canvas that it covers whole, cut at the sides or at the top and bottom. */
export interface PictureFit {
  /** Canvas pixels per width and height of the whole picture, and where its upper left corner falls. */
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly top: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Where the golfer stands, in fractions of the picture; `height` is from nose to ankles. */
export interface GolferPlace {
  readonly x: number;
  readonly y: number;
  readonly height: number;
}

const ZOOM_MAX = 2;
/** How high the golfer comes on the canvas: the rest is for arms and club. */
const GOLFER_SHARE = 0.58;
/** How wide a canvas must be for a golfer, in their heights: hands, club and ball stay on it. */
const REACH = 1.3;
/** The body's middle lies a little below the canvas's: hands and club go above the head, only a ball below the feet. */
const MIDDLE_AT = 0.54;

/** Covers the canvas with as much of the picture as there is, drawn nearer and moved so that the golfer fills it. */
export function fitPicture(picture: Size, canvas: Size, golfer: GolferPlace | null): PictureFit {
  const cover = Math.max(canvas.width / picture.width, canvas.height / picture.height);
  const place = golfer ?? { x: 0.5, y: MIDDLE_AT, height: 1 };
  const golferHeight = Math.max(0.05, place.height) * picture.height;
  const wanted = Math.min(GOLFER_SHARE * canvas.height, canvas.width / REACH) / golferHeight;
  const scale = Math.min(cover * ZOOM_MAX, Math.max(cover, wanted));
  const width = picture.width * scale;
  const height = picture.height * scale;
  const within = (start: number, size: number, room: number) => Math.min(0, Math.max(room - size, start));
  return {
    width,
    height,
    left: within(canvas.width / 2 - place.x * width, width, canvas.width),
    top: within(canvas.height * MIDDLE_AT - place.y * height, height, canvas.height),
  };
}
