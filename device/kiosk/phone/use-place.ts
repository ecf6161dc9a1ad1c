import { useEffect, useState } from 'preact/hooks';
import { type PhonePlace, placeOf } from './phone-place.ts';

/** Where the page is; every new place begins at its top. */
export function usePlace(): PhonePlace {
  const [place, setPlace] = useState(() => placeOf(location.hash));
  useEffect(() => {
    const follow = () => {
      setPlace(placeOf(location.hash));
      scrollTo(0, 0);
    };
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return place;
}
