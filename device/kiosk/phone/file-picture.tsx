import { useEffect, useRef, useState } from 'preact/hooks';
import type { PhoneApi } from './phone-api.ts';
import type { PhoneProblem } from './phone-problem.ts';

/** A bay that is asked too often answers again within a minute. */
const ASK_AGAIN_MS = 15_000;
const ATTEMPTS_MAX = 4;
/** A picture is fetched when it is this near to the window. */
const AHEAD = '200px';

/**
 * A picture of the bay, fetched with the player's token when it comes near the window. It says nothing by itself: the
 * words beside it do. Until it is there, and where there is none, its place is empty.
 */
export function FilePicture({ api, path, class: name }: { api: PhoneApi; path: string; class: string }) {
  const place = useRef<HTMLSpanElement>(null);
  const [isNear, setNear] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    if (place.current === null) return;
    const watch = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) setNear(true);
      },
      { rootMargin: AHEAD },
    );
    watch.observe(place.current);
    return () => watch.disconnect();
  }, []);
  useEffect(() => {
    if (!isNear) return;
    const leave = new AbortController();
    let made: string | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    api.fetchFile(path, 'picture', leave.signal).then(
      (file) => {
        if (leave.signal.aborted) return;
        made = URL.createObjectURL(file);
        setAddress(made);
      },
      (problem: PhoneProblem) => {
        if (leave.signal.aborted || problem.status !== 429 || attempt >= ATTEMPTS_MAX) return;
        timer = setTimeout(() => setAttempt(attempt + 1), ASK_AGAIN_MS);
      },
    );
    return () => {
      leave.abort();
      clearTimeout(timer);
      if (made !== null) URL.revokeObjectURL(made);
      setAddress(null);
    };
  }, [api, path, isNear, attempt]);
  return (
    <span ref={place} class={name} data-shown={address !== null}>
      {address !== null && <img alt="" src={address} />}
    </span>
  );
}
