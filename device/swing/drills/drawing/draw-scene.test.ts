import { describe, expect, it } from 'vitest';
import { lengthOf, subtract } from '../../geometry/vector.ts';
import { DRILLS } from '../drill-catalogue.ts';
import { drawScene } from './draw-scene.ts';
import { poseMannequin } from './mannequin.ts';
import { ADDRESS, posed } from './poses.ts';

const WORDS = (key: string) => `<${key}>`;
const draw = (scene: (typeof DRILLS)[number]['scene'], handedness: 'left' | 'right' = 'right') =>
  drawScene(scene, { handedness, text: WORDS, title: 'A & B' });

/** Numbers of the elements' geometry, without those of styles. */
const placesOf = (svg: string, pattern: RegExp): number[] => [...svg.matchAll(pattern)].map(([, x]) => Number(x));

describe.each(DRILLS)('the drawing of $id', ({ scene }) => {
  it('is a document whose every element is closed and whose every number is one', () => {
    const svg = draw(scene);
    const open: string[] = [];
    for (const [, closing, name = '', selfClosing] of svg.matchAll(/<(\/?)([a-z]+)[^<>]*?(\/?)>/g)) {
      if (closing === '/') expect(open.pop()).toBe(name);
      else if (selfClosing !== '/') open.push(name);
    }
    expect(open).toEqual([]);
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    expect(svg.length).toBeLessThan(14_000);
  });

  it('shows a golfer standing on the ground, inside the paper', () => {
    for (const panel of scene.panels) {
      const joints = poseMannequin(panel.figure);
      const lowest = Math.min(...joints.toes.map(({ y }) => y), ...joints.ankles.map(({ y }) => y));
      expect(lowest).toBeGreaterThan(-0.01);
      expect(joints.head.y).toBeLessThan(1.95);
      expect(Math.abs(joints.head.x)).toBeLessThan(0.75);
    }
  });

  it('keeps every label on the paper, for either hand', () => {
    for (const hand of ['left', 'right'] as const) {
      const svg = draw(scene, hand);
      const width = Number(/viewBox="0 0 ([\d.]+)/.exec(svg)?.[1]);
      const labels = placesOf(svg, /<text class="t" x="([-\d.]+)"/g);
      expect(labels.filter((x) => x < 30 || x > width - 30)).toEqual([]);
    }
  });
});

describe('a drawing', () => {
  const scene = DRILLS.find(({ id }) => id === 'wall-behind-hips')?.scene;
  if (scene === undefined) throw new RangeError('the drill of the wall is gone');

  it('for a left-hander is the mirror image, with its words unmirrored', () => {
    const [right, left] = [draw(scene), draw(scene, 'left')];
    const width = Number(/viewBox="0 0 ([\d.]+)/.exec(right)?.[1]);
    const circles = (svg: string) => placesOf(svg, /<circle cx="([-\d.]+)"/g);
    expect(circles(left).length).toBe(circles(right).length);
    for (const [i, x] of circles(left).entries()) expect(x).toBeCloseTo(width - (circles(right)[i] as number), 0);
    expect(left).not.toMatch(/transform="[^"]*scale\(-/);
  });

  it('escapes the words it is given', () => {
    expect(draw(scene)).toContain('<title>A &amp; B</title>');
    expect(draw(scene)).toContain('&lt;drawing.wall&gt;');
  });

  it('says what is wrong by more than its colour', () => {
    const [panel] = scene.panels;
    const without = draw({ panels: [{ view: 'down-the-line', figure: panel?.figure ?? ADDRESS }] });
    expect(draw(scene)).toContain('<g opacity');
    expect(without).not.toContain('<g opacity');
  });
});

describe('the mannequin', () => {
  it('keeps the length of its bones in every position', () => {
    const bones = (id: string) => {
      const drill = DRILLS.find((each) => each.id === id);
      return (drill?.scene.panels ?? []).map(({ figure }) => {
        const { hips, knees, shoulders, elbows } = poseMannequin(figure);
        return [lengthOf(subtract(hips[0], knees[0])), lengthOf(subtract(shoulders[1], elbows[1]))];
      });
    };
    for (const [thigh, arm] of DRILLS.flatMap(({ id }) => bones(id))) {
      expect(thigh).toBeCloseTo(0.43, 3);
      expect(arm).toBeCloseTo(0.31, 3);
    }
  });

  it('takes the angles of reports: a bend leans it to the ball, a turn takes the lead shoulder there', () => {
    const upright = poseMannequin(posed(ADDRESS, { forwardBend: 0, sideBend: 0 }));
    const bent = poseMannequin(posed(ADDRESS, { forwardBend: 40, sideBend: 0 }));
    const turned = poseMannequin(posed(ADDRESS, { shoulderTurn: 90 }));
    expect(bent.midShoulder.z - bent.midHip.z).toBeGreaterThan(upright.midShoulder.z - upright.midHip.z + 0.2);
    expect(turned.shoulders[0].z).toBeGreaterThan(turned.shoulders[1].z + 0.2);
    expect(poseMannequin(posed(ADDRESS, { sideBend: 20 })).midShoulder.x).toBeLessThan(-0.1);
  });
});
