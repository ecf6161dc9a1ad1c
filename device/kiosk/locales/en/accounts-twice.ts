/** What whoever looks after a facility reads of accounts that were registered twice. */
export const accountsTwice = {
  'facility.twice': 'Registered twice',
  'facility.twice.hint':
    'One e-mail address, registered in two bays that could not hear of each other. Is it one person? Then join the two, best with that person beside you.',
  'facility.twice.kept': 'Keeps the address',
  'facility.twice.other': 'Cannot log in',
  'facility.twice.registered': 'Registered on {date}',
  'facility.twice.never': 'No scored shot yet',
  'facility.twice.visits.one': '1 visit',
  'facility.twice.visits.other': '{count} visits',
  'facility.twice.shots.one': '1 scored shot',
  'facility.twice.shots.other': '{count} scored shots',
  'facility.twice.last': 'Last on {date}',
  'facility.twice.join': 'Join these two',
  'facility.twice.sure':
    'Visits, swings, scores, goals, drills, coaches and cards of the second account become the first one’s. Its cards will open the first account; its password and PIN open nothing any more. What the first one agreed to holds for all of it. You can take it back.',
  'facility.twice.do': 'Yes, it is one person',
  'facility.twice.dont': 'Leave it as it is',
  'facility.twice.done': 'The two accounts are one now.',
  'facility.twice.obstacle.role': 'They cannot be joined: accounts of coaches and staff stay by themselves.',
  'facility.twice.obstacle.consent':
    'They cannot be joined yet: in the second account the player agreed that swings leave the bay, in the first not. Let them agree in the first, on their phone.',
  'facility.twice.obstacle.age': 'They cannot be joined: only one of them is a minor’s account. Put that right first.',
  'facility.joined': 'Joined accounts',
  'facility.joined.row': '{other} is {kept} as well',
  'facility.joined.when': 'Since {date}',
  'facility.joined.by': 'Since {date}, by {name}',
  'facility.joined.part': 'Take apart',
  'facility.joined.sure':
    'They become two accounts again, each with what was its own. What had left the bay by the first one’s consent is taken back.',
  'facility.joined.do': 'Yes, take them apart',
  'facility.joined.done': 'They are two accounts again.',
  'phone.problem.facility/accounts-not-twice': 'These two do not share an address any more',
  'phone.problem.facility/accounts-not-twice.hint': 'Look at the list again: it may have changed.',
  'phone.problem.facility/join-unsafe': 'These two cannot be joined',
  'phone.problem.facility/join-unsafe.hint': 'The list says why.',
};
