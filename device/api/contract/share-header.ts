/** The header in which the page of a link brings its token. By itself, so that the page brings no schemas along. */
export const SHARE_HEADER = 'Share-Token';
