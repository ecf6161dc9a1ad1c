import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawingsSchema, type PicturePoint } from '../../api/contract/drawing.ts';
import { DRAWING_COLOURS } from '../../api/contract/drawing-bounds.ts';
import { type DrawingState, type DrawingStep, drawOn, NO_DRAWING, POINTS_OF, type ShapeKind } from './drawing-state.ts';

const KINDS = Object.keys(POINTS_OF) as ShapeKind[];
const share = fc.double({ min: 0, max: 1, noNaN: true });
const anyPoint: fc.Arbitrary<PicturePoint> = fc.tuple(share, share);
const step: fc.Arbitrary<DrawingStep> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      step: fc.constantFrom('place' as const, 'press' as const),
      kind: fc.constantFrom(...KINDS),
      colour: fc.constantFrom(...DRAWING_COLOURS),
      point: anyPoint,
    }),
  },
  { weight: 1, arbitrary: fc.record({ step: fc.constant('hover' as const), point: anyPoint }) },
  {
    weight: 2,
    arbitrary: fc.record({
      step: fc.constantFrom('finish', 'cancel', 'undo', 'redo', 'clear'),
    }),
  },
);
const after = (steps: readonly DrawingStep[], from: DrawingState = NO_DRAWING): DrawingState =>
  steps.reduce(drawOn, from);
const place = (kind: ShapeKind, ...points: PicturePoint[]): DrawingStep[] =>
  points.map((each) => ({ step: 'place', kind, colour: 'lime', point: each }));

describe('a drawing that is being made', () => {
  it('is at every moment one that the API takes', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const { shapes } = after(steps);
        expect(drawingsSchema.safeParse(shapes).error).toBeUndefined();
      }),
    );
  });

  it('comes back by redo to what undo took away, as often as one likes', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), fc.integer({ min: 1, max: 20 }), (steps, times) => {
        const drawn = drawOn(after(steps), { step: 'cancel' });
        const undos = Math.min(times, drawn.past.length);
        const repeated = (each: 'undo' | 'redo') => Array.from({ length: undos }, () => ({ step: each }));
        expect(after([...repeated('undo'), ...repeated('redo')], drawn).shapes).toEqual(drawn.shapes);
      }),
    );
  });

  it('makes a shape of as many points as its kind has', () => {
    const { shapes, draft } = after([
      ...place('line', [0.1, 0.1], [0.2, 0.2]),
      ...place('angle', [0.1, 0.1], [0.2, 0.2], [0.3, 0.1]),
      ...place('arrow', [0.5, 0.5]),
    ]);
    expect(shapes.map(({ kind }) => kind)).toEqual(['line', 'angle']);
    expect(draft?.points).toHaveLength(1);
  });

  it('ends a freehand line when whoever draws it says so', () => {
    const drawn = after(place('freehand', [0.1, 0.1], [0.2, 0.3], [0.4, 0.1]));
    expect(drawn.shapes).toEqual([]);
    expect(drawOn(drawn, { step: 'finish' }).shapes).toHaveLength(1);
  });

  it('ends a freehand line by keys where a point is placed twice', () => {
    const press = (point: PicturePoint): DrawingStep => ({ step: 'press', kind: 'freehand', colour: 'lime', point });
    const drawn = after([press([0.1, 0.1]), press([0.2, 0.3]), press([0.2, 0.3])]);
    expect(drawn.shapes).toMatchObject([
      {
        points: [
          [0.1, 0.1],
          [0.2, 0.3],
        ],
      },
    ]);
  });

  it('leaves out a slip of the hand', () => {
    expect(after(place('line', [0.1, 0.1], [0.101, 0.1])).shapes).toEqual([]);
  });

  it('says that it is full rather than lose what is there', () => {
    const full = after(Array.from({ length: 21 }, () => place('line', [0.1, 0.1], [0.9, 0.9])).flat());
    expect([full.shapes.length, full.isFull]).toEqual([20, true]);
    expect(drawOn(full, { step: 'undo' }).isFull).toBe(false);
  });

  it('forgets what could be redone once somebody draws on', () => {
    const undone = after([...place('line', [0.1, 0.1], [0.9, 0.9]), { step: 'undo' }]);
    const drawn = after([...place('arrow', [0.1, 0.1], [0.9, 0.9]), { step: 'redo' }], undone);
    expect(drawn.shapes.map(({ kind }) => kind)).toEqual(['arrow']);
  });
});
