/**
 * Under which address phones reach the bay: the configured one, else where it listens, else this machine's address in
 * the local network. Pure.
 */
import { isLoopbackName } from '../access-policy.ts';

export type PhoneAddress =
  | { readonly address: string; readonly unreachable: null }
  | { readonly address: null; readonly unreachable: 'loopback-only' | 'no-network' };

export interface ListeningPlace {
  /** As configured: a name or an address; an unspecified one listens everywhere. */
  readonly host: string;
  /** That really listens. */
  readonly port: number;
  readonly publicAddress: string | null;
}

/** As `os.networkInterfaces()` lists them. */
export type Interfaces = Readonly<
  Record<string, readonly { address: string; family: string; internal: boolean }[] | undefined>
>;

/** Networks of containers and virtual machines: no phone is in one. */
const VIRTUAL = /^(docker|br-|veth|virbr|vmnet|vboxnet|cni|flannel|podman|tailscale|wg|tun|tap)/;
const EVERYWHERE: ReadonlySet<string> = new Set(['0.0.0.0', '::', '[::]']);

export function phoneAddress({ host, port, publicAddress }: ListeningPlace, interfaces: Interfaces): PhoneAddress {
  if (publicAddress !== null) return { address: publicAddress.replace(/\/+$/, ''), unreachable: null };
  if (isLoopbackName(host)) return { address: null, unreachable: 'loopback-only' };
  const name = EVERYWHERE.has(host) ? lanAddress(interfaces) : host;
  if (name === undefined) return { address: null, unreachable: 'no-network' };
  const written = name.includes(':') ? `[${name}]` : name;
  return { address: `http://${written}${port === 80 ? '' : `:${port}`}`, unreachable: null };
}

function lanAddress(interfaces: Interfaces): string | undefined {
  const names = Object.keys(interfaces);
  const real = [...names.filter((name) => !VIRTUAL.test(name)), ...names.filter((name) => VIRTUAL.test(name))];
  return real
    .flatMap((name) => interfaces[name] ?? [])
    .find(({ family, internal, address }) => family === 'IPv4' && !internal && !address.startsWith('169.254.'))
    ?.address;
}
