/** What of the drills is shown, as the address says it after `#drills/`: one drill, or null for all of them. Pure. */
export function drillOf(hash: string): string | null {
  const [, drill] = hash.replace(/^#/, '').split('/');
  return drill !== undefined && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(drill) ? drill : null;
}
