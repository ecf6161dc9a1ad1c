/** Whether a command is taken, and if not, why: everything that can be known before it is begun. Pure. */
import type { FleetIssuer, FleetRight } from '../fleet.config.ts';
import type { CommandDocument } from '../signed/signed-command.ts';
import { COMMAND_KINDS, type CommandKind, isCommandName } from './command-kinds.ts';
import { freshnessOf, type KnownTime } from './freshness.ts';

export interface JudgingBay extends KnownTime {
  readonly facility: string;
  readonly bay: string;
  readonly issuers: readonly FleetIssuer[];
  readonly isInUse: boolean;
  readonly isWindowOpen: boolean;
  readonly hasCameras: boolean;
  /** Whether a command with this id and a right signature was here before. */
  isKnown(id: string): boolean;
}

export type Refusal =
  | 'not-for-this-bay'
  | 'issuer-unknown'
  | 'signature-wrong'
  | 'replayed'
  | 'expired'
  | 'from-the-future'
  | 'valid-too-long'
  | 'clock-not-trusted'
  | 'command-unknown'
  | 'not-allowed'
  | 'force-not-allowed'
  | 'arguments-wrong'
  | 'no-cameras'
  | 'in-use'
  | 'outside-window';

export type Verdict =
  | { readonly isAccepted: true; readonly kind: CommandKind; readonly arguments: Record<string, unknown> }
  | {
      readonly isAccepted: false;
      readonly code: Refusal;
      /** What is wrong with it, where the code alone does not say. */
      readonly detail: string | null;
      /** Whether its issuer surely sent it: such an id is used up. */
      readonly isVerified: boolean;
    };

export function judgeCommand(
  document: CommandDocument,
  isSignedBy: (publicKey: string) => boolean,
  bay: JudgingBay,
): Verdict {
  const from = verifiedIssuer(document, isSignedBy, bay);
  if (typeof from === 'string') return { isAccepted: false, code: from, detail: null, isVerified: false };
  const refused = (code: Refusal, detail: string | null = null): Verdict => ({
    ...{ isAccepted: false, code, detail, isVerified: true },
  });
  if (bay.isKnown(document.id)) return refused('replayed');
  if (!isCommandName(document.command)) return refused('command-unknown', document.command);
  const kind = COMMAND_KINDS[document.command];
  if (!from.rights.includes(document.command)) return refused('not-allowed');
  const freshness = freshnessOf(document, bay, kind.isHarmless);
  if (freshness !== 'fresh') return refused(freshness);
  if (document.isForced && !from.rights.includes('force')) return refused('force-not-allowed');
  const given = kind.arguments.safeParse(document.arguments);
  if (!given.success) {
    const [issue] = given.error.issues;
    return refused('arguments-wrong', `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
  }
  if (kind.needsCameras && !bay.hasCameras) return refused('no-cameras');
  const disturbs = kind.disturbs && !document.isForced && given.data['restarts'] !== 'later';
  if (disturbs && bay.isInUse) return refused('in-use');
  if (disturbs && !bay.isWindowOpen) return refused('outside-window');
  return { isAccepted: true, kind, arguments: given.data };
}

/** The issuer whose key signed it, or why there is none. Nothing else of a document counts before this. */
export function verifiedIssuer(
  document: Pick<CommandDocument, 'facility' | 'bay' | 'issuer'>,
  isSignedBy: (publicKey: string) => boolean,
  { facility, bay, issuers }: Pick<JudgingBay, 'facility' | 'bay' | 'issuers'>,
): FleetIssuer | 'not-for-this-bay' | 'issuer-unknown' | 'signature-wrong' {
  if (document.facility !== facility || document.bay !== bay) return 'not-for-this-bay';
  const issuer = issuers.find(({ name }) => name === document.issuer);
  if (issuer === undefined) return 'issuer-unknown';
  return isSignedBy(issuer.publicKey) ? issuer : 'signature-wrong';
}

export function hasRight({ rights }: FleetIssuer, right: FleetRight): boolean {
  return rights.includes(right);
}
