import { DRAWING_TEXTS_EN } from './drawing-texts.en.ts';
import { DOWNSWING_DRILL_TEXTS_EN } from './downswing-drill-texts.en.ts';
import { FAULT_TEXTS_EN } from './fault-texts.en.ts';
import { SETUP_AND_BACKSWING_DRILL_TEXTS_EN } from './setup-and-backswing-drill-texts.en.ts';

/**
 * Everything the swing domain says to a player, in plain English, by key. Sentences speak of what was seen, never of
 * bodies at risk: no text promises health or warns of harm.
 */
export const TEXTS_EN: Readonly<Record<string, string>> = {
  ...FAULT_TEXTS_EN,
  ...SETUP_AND_BACKSWING_DRILL_TEXTS_EN,
  ...DOWNSWING_DRILL_TEXTS_EN,
  ...DRAWING_TEXTS_EN,

  'metric.tempo-ratio.name': 'Tempo',
  'metric.tempo-ratio.sentence': 'How many times longer your backswing takes than your downswing.',
  'metric.tempo-ratio.praise': 'Your tempo is in the range of good swings.',
  'metric.backswing-time.name': 'Backswing time',
  'metric.backswing-time.sentence': 'From the last still moment to the top of your swing.',
  'metric.backswing-time.praise': 'You give your backswing the time it needs.',
  'metric.downswing-time.name': 'Downswing time',
  'metric.downswing-time.sentence': 'From the top of your swing to the ball.',
  'metric.shoulder-turn.name': 'Shoulder turn',
  'metric.shoulder-turn.sentence': 'How far your shoulders have turned away from the target, seen from above.',
  'metric.pelvis-turn.name': 'Hip turn',
  'metric.pelvis-turn.sentence':
    'How far your hips have turned away from the target, seen from above. Minus means open to it.',
  'metric.x-factor.name': 'X-factor',
  'metric.x-factor.sentence': 'How much further your shoulders have turned than your hips.',
  'metric.spine-angle.name': 'Spine angle',
  'metric.spine-angle.sentence': 'How far your upper body leans toward the ball.',
  'metric.spine-angle.praise': 'You bend nicely from the hips.',
  'metric.side-bend.name': 'Side bend',
  'metric.side-bend.sentence': 'How far your upper body leans away from the target.',
  'metric.shoulder-tilt.name': 'Shoulder tilt',
  'metric.shoulder-tilt.sentence': 'How steep your shoulder line is. Minus means your lead shoulder is the lower one.',
  'metric.lead-knee-flex.name': 'Lead knee bend',
  'metric.lead-knee-flex.sentence': 'How much the knee nearer the target is bent.',
  'metric.trail-knee-flex.name': 'Trail knee bend',
  'metric.trail-knee-flex.sentence': 'How much the knee further from the target is bent.',
  'metric.pelvis-sway.name': 'Hip sway',
  'metric.pelvis-sway.sentence':
    'How far your hips have moved toward the target since address. Minus means away from it.',
  'metric.pelvis-thrust.name': 'Hip thrust',
  'metric.pelvis-thrust.sentence':
    'How far your hips have moved toward the ball since address. Minus means away from it.',
  'metric.head-sway.name': 'Head sway',
  'metric.head-sway.sentence': 'How far your head has moved toward the target since address. Minus means away from it.',
  'metric.head-sway.praise': 'Your head stays well over the ball.',
  'metric.head-lift.name': 'Head height',
  'metric.head-lift.sentence': 'How far your head has risen since address. Minus means it has dropped.',
  'metric.lead-arm-angle.name': 'Lead arm',
  'metric.lead-arm-angle.sentence': 'How straight your lead arm is; 180 degrees is straight.',
  'metric.hand-speed.name': 'Hand speed',
  'metric.hand-speed.sentence': 'How fast your hands move.',

  'withheld.needs-second-camera': 'One camera cannot see this. It takes a second one.',
  'withheld.needs-calibration': 'The cameras must be calibrated before this can be measured.',
  'withheld.needs-face-on-view': 'This can only be seen from the front.',
  'withheld.needs-down-the-line-view': 'This can only be seen from behind, along the target line.',
  'withheld.event-not-seen': 'That moment of the swing was not found.',
  'withheld.landmarks-hidden': 'That part of the body was hidden.',
  'withheld.slow-motion': 'The video is in slow motion, and nobody knows how slow.',
  'withheld.clip-incomplete': 'The video does not cover that moment.',
  'withheld.outside-plausible-range': 'The measurement made no sense, so it is not shown.',

  'event.address': 'Address',
  'event.toe-up': 'Club level going back',
  'event.mid-backswing': 'Lead arm level going back',
  'event.top': 'Top',
  'event.mid-downswing': 'Lead arm level coming down',
  'event.impact': 'Impact',
  'event.mid-follow-through': 'Club level after the ball',
  'event.finish': 'Finish',

  'phase.address': 'Address',
  'phase.takeaway': 'Takeaway',
  'phase.backswing': 'Backswing',
  'phase.transition': 'Transition',
  'phase.downswing': 'Downswing',
  'phase.impact': 'Impact',
  'phase.follow-through': 'Follow-through',
  'phase.finish': 'Finish',

  'severity.critical': 'Work on this first',
  'severity.major': 'Worth working on',
  'severity.minor': 'A small thing',

  'method.triangulated': 'Measured by two or more cameras together',
  'method.corrected': 'Measured by two or more cameras together, and corrected',
  'method.monocular': 'Estimated from one camera',
  'method.planar': 'Measured in the picture of one camera',
  'method.audio': 'Heard by the microphone',
  'method.launch-monitor': 'Measured by the launch monitor',
  'method.controller': 'Measured by the bay’s sensors',

  'part.setup': 'Set-up',
  'part.backswing': 'Backswing',
  'part.transition': 'Start down',
  'part.impact': 'Impact',
  'part.balance': 'Balance',
  'part.tempo': 'Tempo',

  'advice.no-fault': 'Nothing stands out. Make the same swing again.',
  'advice.little-known': 'This view shows too little of your swing to judge it. A second camera would help.',
};
