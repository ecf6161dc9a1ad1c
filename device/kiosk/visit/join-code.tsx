import { useEffect, useState } from 'preact/hooks';
import type { JoinCode as JoinCodeBody } from '../../api/contract/visit.ts';
import { addressAfterVisit } from '../connection/appliance-role.ts';
import { text } from '../locales/text.ts';
import { QrCode } from './qr-code.tsx';
import type { VisitApi } from './visit-api.ts';
import './join-code.css';

/** A code is renewed so long before it ends: whoever has just raised a phone still joins by it. */
const RENEWED_BEFORE_S = 20;
const RETRY_MS = 5_000;

/**
 * The QR code by which a phone joins a visit or takes it home. Each code is good once, so a new one is asked for when it
 * nears its end and whenever somebody has joined (`used`).
 */
export function JoinCode(props: { api: VisitApi; session: string; used: string; label: string }) {
  const { api, session, used, label } = props;
  const [code, setCode] = useState<JoinCodeBody | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    let isWanted = true;
    const ask = () => {
      api.fetchJoinCode(session).then(
        (given) => {
          if (!isWanted) return;
          setCode(given);
          timer = setTimeout(ask, Math.max(1, given.expiresInSeconds - RENEWED_BEFORE_S) * 1_000);
        },
        () => {
          // The code before may still be good, but nobody knows: none is shown that might not be.
          if (!isWanted) return;
          setCode(null);
          timer = setTimeout(ask, RETRY_MS);
        },
      );
    };
    ask();
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [api, session, used]);
  if (code === null) return <p class="join-code join-code--none">{text('join.waiting')}</p>;
  if (code.address === null) {
    return (
      <p class="join-code join-code--none" role="note">
        <strong>{text('join.unreachable')}</strong>
        {text(`join.unreachable.${code.unreachable ?? 'no-network'}`)}
      </p>
    );
  }
  const later = addressAfterVisit();
  return (
    <figure class="join-code">
      <QrCode content={`${code.address}/phone#join=${code.code}`} label={label} />
      <figcaption class="join-code__address">
        {nameOf(code.address)}
        {later !== null && <span class="join-code__later">{text('summary.later', { address: nameOf(later) })}</span>}
      </figcaption>
    </figure>
  );
}

function nameOf(address: string): string {
  return address.replace(/^https?:\/\//, '');
}
