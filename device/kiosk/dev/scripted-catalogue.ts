import type { EventName } from '../../api/contract/report.ts';
import type { Catalogue } from '../connection/catalogue.ts';

/** Words enough for the scripted report; the daemon's own are the swing domain's. */
type Metric = Catalogue['metrics'][number];

const metric = (
  id: string,
  name: string,
  unit: string,
  decimals: number,
  moments: readonly (readonly [EventName | null, number?, number?])[] = [],
): Metric => ({
  id,
  name,
  sentence: '',
  unit,
  decimals,
  moments: moments.map(([at, low, high]) => ({
    at,
    typical: low === undefined || high === undefined ? null : { low, high, source: 'scripted' },
    audience: low !== undefined || id === 'hand-speed' ? 'player' : 'coach',
  })),
});

const UPRIGHT = [30, 40] as const;

export const SCRIPTED_CATALOGUE: Catalogue = {
  metrics: [
    metric('tempo-ratio', 'Tempo', 'ratio', 1, [[null, 2.57, 5.33]]),
    metric('backswing-time', 'Backswing time', 's', 2),
    metric('downswing-time', 'Downswing time', 's', 2),
    metric('shoulder-turn', 'Shoulder turn', '°', 0, [['top', 80, 100]]),
    metric('pelvis-turn', 'Hip turn', '°', 0, [
      ['top', 40, 55],
      ['impact', -45, -35],
    ]),
    metric('x-factor', 'X-factor', '°', 0, [['top', 30, 50]]),
    metric('spine-angle', 'Spine angle', '°', 0, [
      ['address', ...UPRIGHT],
      ['impact', ...UPRIGHT],
    ]),
    metric('side-bend', 'Side bend', '°', 0, [['impact', 20, 25]]),
    metric('shoulder-tilt', 'Shoulder tilt', '°', 0, [['impact', 32, 45]]),
    metric('lead-knee-flex', 'Lead knee bend', '°', 0, [['address', 15, 29]]),
    metric('pelvis-sway', 'Hip sway', 'cm', 0, [['impact', 2, 6]]),
    metric('head-sway', 'Head sway', 'cm', 0, [['top', -7, -1]]),
    metric('lead-arm-angle', 'Lead arm', '°', 0, [['impact', 165, 180]]),
    metric('hand-speed', 'Hand speed', 'm/s', 1, [[null]]),
  ],
  faults: [
    {
      id: 'early-extension',
      name: 'Early extension',
      sentence: 'Your hips move toward the ball in the downswing.',
      advice: 'Keep your seat back, where it was at address, as you turn through.',
      effect: 'Your arms lose their room, and the strike moves to the heel or the shot to the side.',
    },
  ],
  drills: [
    {
      id: 'wall-behind-hips',
      name: 'Seat against the wall',
      faults: ['early-extension'],
      equipment: ['Wall', 'Club'],
      steps: [
        'Stand at address with your seat just touching a wall or a bag behind you.',
        'Swing back slowly and let your trail side stay on the wall.',
        'Swing through and let your lead side take its place there.',
      ],
      feel: 'Feel your seat stay on the wall all the way through.',
      dosage: '10 times without a ball, then 5 balls',
      easier: 'Stand a little closer to the wall and make half swings.',
      drawing: '/api/v1/catalogue/drills/wall-behind-hips/drawing',
    },
  ],
  language: 'en',
  texts: { 'metric.tempo-ratio.praise': 'Your tempo is in the range of good swings.' },
};
