/** What a process that keeps facts has promised: a line of JSON on its standard output. */
export type Acknowledged =
  | { readonly fact: 'recorded'; readonly swing: string; readonly media: readonly string[] }
  | { readonly fact: 'reported'; readonly swing: string; readonly revision: number; readonly media: readonly string[] }
  | { readonly fact: 'player'; readonly player: string }
  | { readonly fact: 'deleted'; readonly swing: string };
