/** A drawing of the size of the daemon’s, for working on the pages: a wall and somebody in front of it. */
export const SCRIPTED_DRAWING =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 315 354">' +
  '<rect width="315" height="354" rx="14" fill="#131c1a"/>' +
  '<path d="M70 30V310" stroke="#f4f7f2" stroke-width="4"/>' +
  '<path d="M95 190L150 100M95 190L125 250L105 310M150 110L165 190L230 300" fill="none" stroke="#4fb4ea" ' +
  'stroke-width="16" stroke-linecap="round" stroke-linejoin="round"/>' +
  '<circle cx="165" cy="76" r="17" fill="#e9bd97"/></svg>\n';
