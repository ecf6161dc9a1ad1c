/** The mark: the arc of a swing over a ball. */
export function BayMark() {
  return (
    <svg class="bay-mark" viewBox="0 0 64 64" aria-hidden="true">
      <path d="M12 47A25 25 0 1 1 52 47" fill="none" stroke="var(--lime)" stroke-width="7" stroke-linecap="round" />
      <circle cx="32" cy="47" r="7" fill="var(--ink)" />
    </svg>
  );
}
