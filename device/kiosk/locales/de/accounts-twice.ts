/** Was an der Anlage über doppelt angelegte Konten zu lesen ist. */
import type { accountsTwice as english } from '../en/accounts-twice.ts';

export const accountsTwice: Record<keyof typeof english, string> = {
  'facility.twice': 'Doppelt angelegt',
  'facility.twice.hint':
    'Eine E-Mail-Adresse, angelegt in zwei Bays, die nichts voneinander hören konnten. Ist es eine Person? Dann lege beide zusammen, am besten mit ihr neben dir.',
  'facility.twice.kept': 'Behält die Adresse',
  'facility.twice.other': 'Kann sich nicht anmelden',
  'facility.twice.registered': 'Angelegt am {date}',
  'facility.twice.never': 'Noch kein bewerteter Schlag',
  'facility.twice.visits.one': '1 Besuch',
  'facility.twice.visits.other': '{count} Besuche',
  'facility.twice.shots.one': '1 bewerteter Schlag',
  'facility.twice.shots.other': '{count} bewertete Schläge',
  'facility.twice.last': 'Zuletzt am {date}',
  'facility.twice.join': 'Beide zusammenlegen',
  'facility.twice.sure':
    'Besuche, Schwünge, Wertungen, Ziele, Übungen, Trainer und Karten des zweiten Kontos gehören dann zum ersten. Seine Karten öffnen das erste Konto; Passwort und PIN öffnen nichts mehr. Wozu im ersten zugestimmt wurde, gilt für alles. Du kannst es zurücknehmen.',
  'facility.twice.do': 'Ja, es ist eine Person',
  'facility.twice.dont': 'So lassen',
  'facility.twice.done': 'Aus den zwei Konten ist eines geworden.',
  'facility.twice.obstacle.role':
    'Sie lassen sich nicht zusammenlegen: Konten von Trainern und Personal bleiben für sich.',
  'facility.twice.obstacle.consent':
    'Sie lassen sich noch nicht zusammenlegen: Im zweiten Konto dürfen Schwünge die Bay verlassen, im ersten nicht. Die Person kann im ersten am Telefon zustimmen.',
  'facility.twice.obstacle.age':
    'Sie lassen sich nicht zusammenlegen: Nur eines gehört einer minderjährigen Person. Berichtige das zuerst.',
  'facility.joined': 'Zusammengelegte Konten',
  'facility.joined.row': '{other} ist auch {kept}',
  'facility.joined.when': 'Seit {date}',
  'facility.joined.by': 'Seit {date}, durch {name}',
  'facility.joined.part': 'Wieder trennen',
  'facility.joined.sure':
    'Es werden wieder zwei Konten, jedes mit dem, was ihm gehörte. Was nur mit der Zustimmung des ersten die Bay verlassen hat, wird zurückgeholt.',
  'facility.joined.do': 'Ja, trennen',
  'facility.joined.done': 'Es sind wieder zwei Konten.',
  'phone.problem.facility/accounts-not-twice': 'Diese zwei teilen keine Adresse mehr',
  'phone.problem.facility/accounts-not-twice.hint': 'Sieh die Liste noch einmal an: Sie kann sich geändert haben.',
  'phone.problem.facility/join-unsafe': 'Diese zwei lassen sich nicht zusammenlegen',
  'phone.problem.facility/join-unsafe.hint': 'Warum, steht in der Liste.',
};
