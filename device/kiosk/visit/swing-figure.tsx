import { useEffect, useRef } from 'preact/hooks';
import { DRAWN_SWING_S, drawnPose, handPath, STILL_AT_S } from './drawn-swing.ts';

type Line = readonly (readonly [number, number])[];

/** Draws the swing again and again; one still of it where somebody wants no motion. Decoration: the words say it all. */
export function SwingFigure() {
  const picture = useRef<SVGSVGElement>(null);
  useEffect(() => {
    const svg = picture.current;
    if (svg === null) return;
    const wantsNoMotion = matchMedia('(prefers-reduced-motion: reduce)');
    let frame = 0;
    const draw = (now: number) => {
      if (wantsNoMotion.matches) {
        drawInto(svg, STILL_AT_S, Number.POSITIVE_INFINITY);
        return;
      }
      const seconds = (now / 1_000) % DRAWN_SWING_S;
      drawInto(svg, seconds, seconds);
      frame = requestAnimationFrame(draw);
    };
    const begin = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(draw);
    };
    begin();
    wantsNoMotion.addEventListener('change', begin);
    return () => {
      cancelAnimationFrame(frame);
      wantsNoMotion.removeEventListener('change', begin);
    };
  }, []);
  return (
    <svg class="swing-figure" viewBox="-0.62 -1.4 1.24 1.46" aria-hidden="true" ref={picture}>
      <ellipse class="swing-figure__mat" cx="0" cy="0" rx="0.5" ry="0.045" />
      <path class="swing-figure__path" />
      <path class="swing-figure__limbs" />
      <path class="swing-figure__club" />
      <circle class="swing-figure__head" r="0.062" />
      <circle class="swing-figure__ball" cx="0.045" cy="0" r="0.018" />
    </svg>
  );
}

function drawInto(svg: SVGSVGElement, seconds: number, pathToS: number): void {
  const { head, limbs, club } = drawnPose(seconds);
  svg.querySelector('.swing-figure__path')?.setAttribute('d', pathOf(handPath(pathToS)));
  svg.querySelector('.swing-figure__limbs')?.setAttribute('d', limbs.map(pathOf).join(''));
  svg.querySelector('.swing-figure__club')?.setAttribute('d', pathOf(club));
  const circle = svg.querySelector('.swing-figure__head');
  circle?.setAttribute('cx', String(head[0]));
  circle?.setAttribute('cy', String(-head[1]));
}

/** Screens count downwards. */
function pathOf(line: Line): string {
  return line.map(([x, y], at) => `${at === 0 ? 'M' : 'L'}${x.toFixed(4)} ${(-y).toFixed(4)}`).join('');
}
