/** What the clubs are called, on the bay screen, on the phone and on the coach's page alike. */
export const clubs = {
  'club.group.woods': 'Woods',
  'club.group.hybrids': 'Hybrids',
  'club.group.irons': 'Irons',
  'club.group.wedges': 'Wedges',
  'club.DR': 'Driver',
  'club.wood': '{number} wood',
  'club.hybrid': '{number} hybrid',
  'club.iron': '{number} iron',
  'club.PW': 'Pitching wedge',
  'club.GW': 'Gap wedge',
  'club.SW': 'Sand wedge',
  'club.LW': 'Lob wedge',
};
