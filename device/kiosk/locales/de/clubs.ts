/** What the clubs are called, on the bay screen, on the phone and on the coach’s page alike. */
export const clubs = {
  'club.group.woods': 'Hölzer',
  'club.group.hybrids': 'Hybride',
  'club.group.irons': 'Eisen',
  'club.group.wedges': 'Wedges',
  'club.DR': 'Driver',
  'club.wood': 'Holz {number}',
  'club.hybrid': 'Hybrid {number}',
  'club.iron': 'Eisen {number}',
  'club.PW': 'Pitching Wedge',
  'club.GW': 'Gap Wedge',
  'club.SW': 'Sand Wedge',
  'club.LW': 'Lob Wedge',
};
