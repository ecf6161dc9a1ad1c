import './notice-card.css';

/** A result that is not there, and why. */
export function NoticeCard({ title, hint }: { title: string; hint: string }) {
  return (
    <section class="notice-card" role="status">
      <p class="notice-card__title">{title}</p>
      <p class="notice-card__hint">{hint}</p>
    </section>
  );
}
