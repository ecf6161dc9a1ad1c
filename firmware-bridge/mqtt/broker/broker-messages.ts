/** What the daemon and the broker's process say to each other over IPC; payloads travel as bytes. */
import type { ErrorCode } from '../../../device/errors/bay-error.ts';
import type { Party, Places } from '../access/rights.ts';
import type { BrokerConfig } from '../mqtt.config.ts';
import type { RefusalReport } from '../refusals.ts';
import type { Endpoints } from './listeners.ts';

export type BrokerOrder =
  | { readonly type: 'open'; readonly config: BrokerConfig; readonly places: Places; readonly privateSocket: string }
  /** The answer to a fact of that number. */
  | { readonly type: 'stored'; readonly fact: number; readonly isStored: boolean };

export type BrokerReport =
  | { readonly type: 'open'; readonly endpoints: Endpoints }
  | {
      readonly type: 'failed';
      readonly code: ErrorCode;
      readonly message: string;
      readonly hint: string | undefined;
      readonly retryable: boolean;
    }
  | { readonly type: 'alive'; readonly clients: number; readonly connections: number }
  | { readonly type: 'refused'; readonly report: RefusalReport }
  | {
      readonly type: 'fact';
      readonly fact: number;
      readonly user: string;
      readonly party: Party;
      readonly topic: string;
      readonly payload: Uint8Array;
    };
