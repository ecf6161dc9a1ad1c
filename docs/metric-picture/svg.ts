/** The few shapes that the pictures of metrics are drawn with, as SVG text. Coordinates are pixels of the picture. */
export type Pixel = readonly [x: number, y: number];

export const COLOUR = {
  paper: '#ffffff',
  ground: '#d5dbe1',
  text: '#1f2933',
  quiet: '#7b8794',
  body: '#c3ccd6',
  bodyEdge: '#9aa5b1',
  ghost: '#e9edf1',
  club: '#52606d',
  mark: '#c92a2a',
  curves: ['#1864ab', '#e8590c', '#2b8a3e'],
} as const;

export function picture(width: number, height: number, title: string, shapes: readonly string[]): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="system-ui, sans-serif">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${width}" height="${height}" rx="8" fill="${COLOUR.paper}"/>`,
    ...shapes,
    '</svg>',
    '',
  ].join('\n');
}

export interface Stroke {
  readonly colour: string;
  readonly width: number;
  readonly dashed?: boolean;
  readonly opacity?: number;
}

export function line(points: readonly Pixel[], stroke: Stroke): string {
  const places = points.map(([x, y]) => `${rounded(x)},${rounded(y)}`).join(' ');
  return `<polyline points="${places}" fill="none" stroke-linecap="round" stroke-linejoin="round"${strokeOf(stroke)}/>`;
}

export function area(points: readonly Pixel[], fill: string, stroke: Stroke): string {
  const places = points.map(([x, y]) => `${rounded(x)},${rounded(y)}`).join(' ');
  return `<polygon points="${places}" fill="${fill}" stroke-linejoin="round"${strokeOf(stroke)}/>`;
}

export function disc([x, y]: Pixel, radius: number, fill: string, edge?: string): string {
  const stroke = edge === undefined ? '' : ` stroke="${edge}" stroke-width="1.5"`;
  return `<circle cx="${rounded(x)}" cy="${rounded(y)}" r="${rounded(radius)}" fill="${fill}"${stroke}/>`;
}

export type Anchor = 'start' | 'middle' | 'end';

/** White round the letters keeps them legible on whatever they stand on. */
export function words([x, y]: Pixel, text: string, look: { colour: string; size: number; anchor?: Anchor }): string {
  const { colour, size, anchor = 'middle' } = look;
  const halo = `stroke="${COLOUR.paper}" stroke-width="4" stroke-linejoin="round" paint-order="stroke"`;
  return `<text x="${rounded(x)}" y="${rounded(y)}" font-size="${size}" text-anchor="${anchor}" fill="${colour}" ${halo}>${escaped(text)}</text>`;
}

/** A line with a head at its end; a bare point where it is too short to have one. */
export function arrow(from: Pixel, to: Pixel, stroke: Stroke, bothEnds = false): string {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(dx, dy);
  if (length < 3) return disc(to, 4, stroke.colour);
  const head = Math.min(9, length * 0.5);
  const headAt = (tip: Pixel, sign: 1 | -1): string => {
    const [ux, uy] = [(sign * dx) / length, (sign * dy) / length];
    const back: Pixel = [tip[0] - ux * head, tip[1] - uy * head];
    const wing = (side: 1 | -1): Pixel => [back[0] - side * uy * head * 0.5, back[1] + side * ux * head * 0.5];
    return area([tip, wing(1), wing(-1)], stroke.colour, { colour: stroke.colour, width: 1 });
  };
  return [line([from, to], stroke), headAt(to, 1), ...(bothEnds ? [headAt(from, -1)] : [])].join('\n');
}

/** The arc round a corner from one direction to another, the shorter way; directions in radians of the picture. */
export function arc(corner: Pixel, radius: number, from: number, to: number, stroke: Stroke): string {
  const sweep = shorterWay(to - from);
  const steps = Math.max(2, Math.ceil(Math.abs(sweep) / 0.15));
  const points = Array.from({ length: steps + 1 }, (_, i): Pixel => {
    const angle = from + (sweep * i) / steps;
    return [corner[0] + radius * Math.cos(angle), corner[1] + radius * Math.sin(angle)];
  });
  return line(points, stroke);
}

export function shorterWay(angle: number): number {
  return Math.atan2(Math.sin(angle), Math.cos(angle));
}

function strokeOf({ colour, width, dashed = false, opacity }: Stroke): string {
  const dash = dashed ? ` stroke-dasharray="5 5"` : '';
  const faint = opacity === undefined ? '' : ` stroke-opacity="${opacity}"`;
  return ` stroke="${colour}" stroke-width="${rounded(width)}"${dash}${faint}`;
}

/** A tenth of a pixel, so that the last bit of a sine changes no file; without a negative zero. */
function rounded(value: number): number {
  return Math.round(value * 10) / 10 + 0;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
