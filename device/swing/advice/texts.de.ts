import { DOWNSWING_DRILL_TEXTS_DE } from './downswing-drill-texts.de.ts';
import { DRAWING_TEXTS_DE } from './drawing-texts.de.ts';
import { FAULT_TEXTS_DE } from './fault-texts.de.ts';
import { SETUP_AND_BACKSWING_DRILL_TEXTS_DE } from './setup-and-backswing-drill-texts.de.ts';

/**
 * Everything the swing domain says to a player, in German, by key.
 *
 * The player is spoken to as “du”, as golf professionals and the screens of driving ranges do; in lower case, as
 * spelling asks. “Vorderer” and “hinterer” stand for lead and trail, so that one sentence is right for both hands.
 */
export const TEXTS_DE: Readonly<Record<string, string>> = {
  ...FAULT_TEXTS_DE,
  ...SETUP_AND_BACKSWING_DRILL_TEXTS_DE,
  ...DOWNSWING_DRILL_TEXTS_DE,
  ...DRAWING_TEXTS_DE,

  'metric.tempo-ratio.name': 'Tempo',
  'metric.tempo-ratio.sentence': 'Wievielmal so lange dein Rückschwung dauert wie dein Abschwung.',
  'metric.tempo-ratio.praise': 'Dein Tempo liegt im Bereich guter Schwünge.',
  'metric.backswing-time.name': 'Dauer Rückschwung',
  'metric.backswing-time.sentence': 'Vom letzten ruhigen Moment bis zum höchsten Punkt.',
  'metric.backswing-time.praise': 'Du gibst deinem Rückschwung die Zeit, die er braucht.',
  'metric.downswing-time.name': 'Dauer Abschwung',
  'metric.downswing-time.sentence': 'Vom höchsten Punkt bis zum Ball.',
  'metric.shoulder-turn.name': 'Schulterdrehung',
  'metric.shoulder-turn.sentence': 'Wie weit sich deine Schultern vom Ziel weggedreht haben, von oben gesehen.',
  'metric.pelvis-turn.name': 'Hüftdrehung',
  'metric.pelvis-turn.sentence':
    'Wie weit sich deine Hüfte vom Ziel weggedreht hat, von oben gesehen. Minus heißt zum Ziel geöffnet.',
  'metric.x-factor.name': 'X-Faktor',
  'metric.x-factor.sentence': 'Wie viel weiter deine Schultern gedreht haben als deine Hüfte.',
  'metric.spine-angle.name': 'Oberkörperneigung',
  'metric.spine-angle.sentence': 'Wie weit sich dein Oberkörper zum Ball neigt.',
  'metric.spine-angle.praise': 'Du beugst dich schön aus der Hüfte.',
  'metric.side-bend.name': 'Seitneigung',
  'metric.side-bend.sentence': 'Wie weit sich dein Oberkörper vom Ziel weg neigt.',
  'metric.shoulder-tilt.name': 'Schulterneigung',
  'metric.shoulder-tilt.sentence': 'Wie steil deine Schulterlinie ist. Minus heißt, die vordere Schulter ist tiefer.',
  'metric.lead-knee-flex.name': 'Beugung vorderes Knie',
  'metric.lead-knee-flex.sentence': 'Wie stark das Knie gebeugt ist, das dem Ziel näher ist.',
  'metric.trail-knee-flex.name': 'Beugung hinteres Knie',
  'metric.trail-knee-flex.sentence': 'Wie stark das Knie gebeugt ist, das weiter vom Ziel weg ist.',
  'metric.pelvis-sway.name': 'Hüftverschiebung',
  'metric.pelvis-sway.sentence':
    'Wie weit sich deine Hüfte seit dem Ansprechen zum Ziel bewegt hat. Minus heißt vom Ziel weg.',
  'metric.pelvis-thrust.name': 'Hüfte zum Ball',
  'metric.pelvis-thrust.sentence':
    'Wie weit sich deine Hüfte seit dem Ansprechen zum Ball bewegt hat. Minus heißt vom Ball weg.',
  'metric.head-sway.name': 'Kopfverschiebung',
  'metric.head-sway.sentence':
    'Wie weit sich dein Kopf seit dem Ansprechen zum Ziel bewegt hat. Minus heißt vom Ziel weg.',
  'metric.head-sway.praise': 'Dein Kopf bleibt schön über dem Ball.',
  'metric.head-lift.name': 'Kopfhöhe',
  'metric.head-lift.sentence': 'Wie weit dein Kopf seit dem Ansprechen gestiegen ist. Minus heißt gesunken.',
  'metric.lead-arm-angle.name': 'Vorderer Arm',
  'metric.lead-arm-angle.sentence': 'Wie gestreckt dein vorderer Arm ist; 180 Grad ist gestreckt.',
  'metric.hand-speed.name': 'Handtempo',
  'metric.hand-speed.sentence': 'Wie schnell sich deine Hände bewegen.',
  'metric.transition-time.name': 'Dauer Umkehr',
  'metric.transition-time.sentence':
    'Wie lange deine Hände am höchsten Punkt langsam sind, zwischen Ausholen und Abschwung.',
  'metric.x-factor-stretch.name': 'X-Faktor-Stretch',
  'metric.x-factor-stretch.sentence': 'Wie viel weiter die Hüfte den Schultern zu Beginn des Abschwungs vorausläuft.',
  'metric.posture-loss.name': 'Haltungsänderung',
  'metric.posture-loss.sentence':
    'Wie viel von deiner Neigung zum Ball im Treffmoment verloren ist. Minus heißt, du neigst dich tiefer.',
  'metric.lead-knee-sway.name': 'Vorderes Knie seitlich',
  'metric.lead-knee-sway.sentence':
    'Wie weit sich dein vorderes Knie seit dem Ansprechen zum Ziel bewegt hat. Minus heißt vom Ziel weg.',
  'metric.trail-knee-sway.name': 'Hinteres Knie seitlich',
  'metric.trail-knee-sway.sentence':
    'Wie weit sich dein hinteres Knie seit dem Ansprechen zum Ziel bewegt hat. Minus heißt vom Ziel weg.',
  'metric.stance-width.name': 'Standbreite',
  'metric.stance-width.sentence': 'Wie weit deine Füße auseinander sind, in Schulterbreiten.',
  'metric.pelvis-lift.name': 'Hüfthöhe',
  'metric.pelvis-lift.sentence': 'Wie weit deine Hüfte seit dem Ansprechen gestiegen ist. Minus heißt gesunken.',
  'metric.head-thrust.name': 'Kopf zum Ball',
  'metric.head-thrust.sentence':
    'Wie weit sich dein Kopf seit dem Ansprechen zum Ball bewegt hat. Minus heißt vom Ball weg.',
  'metric.weight-shift.name': 'Gewichtsverlagerung',
  'metric.weight-shift.sentence':
    'Wo dein Gewicht zwischen den Füßen liegt, aus der Haltung geschätzt: 0 über dem hinteren, 100 über dem vorderen Fuß.',
  'metric.lead-arm-elevation.name': 'Höhe vorderer Arm',
  'metric.lead-arm-elevation.sentence': 'Wie weit dein vorderer Arm über der Waagerechten ist. Minus heißt darunter.',
  'metric.trail-elbow-angle.name': 'Hinterer Ellbogen',
  'metric.trail-elbow-angle.sentence': 'Wie gestreckt dein hinterer Arm ist; 180 Grad ist gestreckt.',
  'metric.trail-elbow-lift.name': 'Abstand hinterer Ellbogen',
  'metric.trail-elbow-lift.sentence': 'Wie weit dein hinterer Oberarm vom Körper abgehoben ist.',
  'metric.wrist-hinge.name': 'Handgelenkswinkel',
  'metric.wrist-hinge.sentence': 'Der Winkel zwischen vorderem Unterarm und Schaft; 0 ist eine gerade Linie.',
  'metric.shaft-past-parallel.name': 'Schläger über Waagerechte',
  'metric.shaft-past-parallel.sentence':
    'Wie weit der Schläger am höchsten Punkt unter die Waagerechte zeigt. Minus heißt, er bleibt davor stehen.',
  'metric.shaft-plane.name': 'Schaftebene',
  'metric.shaft-plane.sentence': 'Wie steil der Schaft ist, von hinten gesehen; 90 Grad ist senkrecht.',
  'metric.shaft-lean.name': 'Schaftneigung',
  'metric.shaft-lean.sentence': 'Wie weit der Griff vor dem Schlägerkopf ist, als Winkel. Minus heißt dahinter.',
  'metric.hand-path-length.name': 'Handweg',
  'metric.hand-path-length.sentence': 'Welchen Weg deine Hände vom höchsten Punkt bis zum Ball zurücklegen.',
  'metric.hand-plane.name': 'Handebene',
  'metric.hand-plane.sentence': 'Wie steil der Weg deiner Hände nach unten ist; 90 Grad ist senkrecht.',
  'metric.hand-plane-shift.name': 'Handweg außen',
  'metric.hand-plane-shift.sentence':
    'Wie weit außerhalb ihres Hinwegs deine Hände herunterkommen. Minus heißt innerhalb.',
  'metric.pelvis-peak-speed.name': 'Schnellste Hüftdrehung',
  'metric.pelvis-peak-speed.sentence': 'Wie schnell deine Hüfte höchstens zum Ziel dreht.',
  'metric.shoulder-peak-speed.name': 'Schnellste Schulterdrehung',
  'metric.shoulder-peak-speed.sentence': 'Wie schnell deine Schultern höchstens zum Ziel drehen.',
  'metric.lead-arm-peak-speed.name': 'Schnellster Armschwung',
  'metric.lead-arm-peak-speed.sentence': 'Wie schnell dein vorderer Arm im Abschwung höchstens schwingt.',
  'metric.sequence-gap-pelvis-shoulder.name': 'Hüfte vor Schultern',
  'metric.sequence-gap-pelvis-shoulder.sentence':
    'Wie lange vor den Schultern deine Hüfte am schnellsten ist. Minus heißt danach.',
  'metric.sequence-gap-shoulder-arm.name': 'Schultern vor Arm',
  'metric.sequence-gap-shoulder-arm.sentence':
    'Wie lange vor dem vorderen Arm deine Schultern am schnellsten sind. Minus heißt danach.',
  'metric.sequence-order.name': 'Schwungreihenfolge',
  'metric.sequence-order.sentence': 'Wie viel von der Reihenfolge Hüfte, Schultern, Arm dein Abschwung einhält.',
  'metric.finish-balance.name': 'Balance im Finish',
  'metric.finish-balance.sentence': 'Wie weit deine Hüfte noch wandert, während du das Finish hältst.',
  'metric.strike-quality.name': 'Treffer',
  'metric.strike-quality.sentence': 'Wie sauber der Ball geklungen hat.',

  'withheld.needs-second-camera': 'Eine Kamera allein kann das nicht sehen. Dafür braucht es eine zweite.',
  'withheld.needs-calibration': 'Die Kameras müssen kalibriert sein, bevor das gemessen werden kann.',
  'withheld.camera-moved': 'Eine Kamera wurde seit der Kalibrierung bewegt, deshalb wird das nicht gemessen.',
  'withheld.needs-face-on-view': 'Das ist nur von vorn zu sehen.',
  'withheld.needs-down-the-line-view': 'Das ist nur von hinten zu sehen, entlang der Ziellinie.',
  'withheld.event-not-seen': 'Dieser Moment des Schwungs wurde nicht gefunden.',
  'withheld.landmarks-hidden': 'Dieser Körperteil war verdeckt.',
  'withheld.slow-motion': 'Das Video ist in Zeitlupe, und niemand weiß, wie langsam.',
  'withheld.clip-incomplete': 'Das Video zeigt diesen Moment nicht.',
  'withheld.outside-plausible-range': 'Die Messung war nicht glaubhaft und wird deshalb nicht gezeigt.',
  'withheld.club-not-seen': 'Der Schläger war nicht deutlich genug zu sehen.',
  'withheld.no-sound': 'Am Ball war nichts zu hören.',
  'withheld.too-noisy': 'Es war zu laut, um den Treffer zu hören.',
  'withheld.not-measured-by-method': 'Diese Kameras können das nicht gut genug messen.',

  'event.address': 'Ansprechen',
  'event.toe-up': 'Schläger waagerecht im Rückschwung',
  'event.mid-backswing': 'Vorderer Arm waagerecht im Rückschwung',
  'event.top': 'Höchster Punkt',
  'event.mid-downswing': 'Vorderer Arm waagerecht im Abschwung',
  'event.impact': 'Treffmoment',
  'event.mid-follow-through': 'Schläger waagerecht nach dem Ball',
  'event.finish': 'Finish',

  'phase.address': 'Ansprechen',
  'phase.takeaway': 'Takeaway',
  'phase.backswing': 'Rückschwung',
  'phase.transition': 'Umkehr',
  'phase.downswing': 'Abschwung',
  'phase.impact': 'Treffmoment',
  'phase.follow-through': 'Durchschwung',
  'phase.finish': 'Finish',

  'severity.critical': 'Daran zuerst arbeiten',
  'severity.major': 'Lohnt sich zu üben',
  'severity.minor': 'Eine Kleinigkeit',

  'method.triangulated': 'Von zwei oder mehr Kameras gemeinsam gemessen',
  'method.corrected': 'Von zwei oder mehr Kameras gemeinsam gemessen und korrigiert',
  'method.monocular': 'Von einer Kamera geschätzt',
  'method.planar': 'Im Bild einer Kamera gemessen',
  'method.audio': 'Vom Mikrofon gehört',
  'method.launch-monitor': 'Vom Launch Monitor gemessen',
  'method.controller': 'Von den Sensoren der Bay gemessen',

  'part.setup': 'Ansprechen',
  'part.backswing': 'Rückschwung',
  'part.transition': 'Umkehr',
  'part.impact': 'Treffmoment',
  'part.balance': 'Balance',
  'part.tempo': 'Tempo',

  'advice.no-fault': 'Nichts fällt auf. Mach denselben Schwung noch einmal.',
  'advice.little-known':
    'Diese Ansicht zeigt zu wenig von deinem Schwung, um ihn zu beurteilen. Eine zweite Kamera würde helfen.',
};
