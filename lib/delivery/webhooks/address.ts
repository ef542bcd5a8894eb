/**
 * Whom a webhook may reach (SECURITY SEC-15): https on its own port, and only public unicast
 * addresses. A name is looked up at every attempt, and the connection is made to what was
 * checked: whoever changes a name's address in between gains nothing.
 */
import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

const LONGEST = 2_000;
/** Of IPv6, what is given out to anyone at all. */
const GLOBAL = ipaddr.IPv6.parseCIDR('2000::/3');

export interface AddressRules {
  /** Also plain http, on any port, of this machine: tests and demonstrations (WEBHOOKS_LOOPBACK). */
  readonly loopback: boolean;
}
export type ReadUrl =
  { readonly ok: true; readonly url: URL } | { readonly ok: false; readonly problem: string };

function parsed(address: string): ipaddr.IPv4 | ipaddr.IPv6 | undefined {
  return ipaddr.isValid(address) ? ipaddr.process(address) : undefined;
}
function isLoopback(address: string): boolean {
  return parsed(address)?.range() === 'loopback';
}
export function isPublic(address: string): boolean {
  const known = parsed(address);
  if (known?.range() !== 'unicast') return false;
  return known instanceof ipaddr.IPv4 || known.match(GLOBAL);
}
export function mayReach(address: string, { loopback }: AddressRules): boolean {
  return isPublic(address) || (loopback && isLoopback(address));
}

/** Of a URL: an address without brackets, or a name. */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '');
}
function isThisMachine(host: string): boolean {
  return host === 'localhost' || isLoopback(host);
}

/** What can be told of an address before anything is looked up. */
export function readWebhookUrl(text: string, rules: AddressRules): ReadUrl {
  const no = (problem: string): ReadUrl => ({ ok: false, problem });
  if (text.length > LONGEST || !URL.canParse(text)) return no('must be an absolute https URL');
  const url = new URL(text);
  const host = hostOf(url);
  if (url.username !== '' || url.password !== '') return no('must not hold a user or a password');
  if (url.hash !== '') return no('must not have a fragment');
  if (host.endsWith('.')) return no('must not end its host in a dot');
  if (rules.loopback && isThisMachine(host)) {
    return /^https?:$/.test(url.protocol) ? { ok: true, url } : no('must be http or https');
  }
  if (url.protocol !== 'https:') return no('must be https');
  if (url.port !== '') return no('must be on port 443');
  if (host === 'localhost' || host.endsWith('.localhost')) return no('must be a public address');
  if (isIP(host) !== 0 && !isPublic(host)) return no('must be a public address');
  return { ok: true, url };
}

export type Resolve = (host: string) => Promise<readonly LookupAddress[]>;

export const resolveByName: Resolve = (host) =>
  new Promise((resolve, reject) => {
    systemLookup(host, { all: true, verbatim: true }, (error, addresses) => {
      if (error) reject(error);
      else resolve(addresses);
    });
  });

export type Checked =
  | { readonly ok: true; readonly addresses: readonly LookupAddress[] }
  | { readonly ok: false; readonly problem: 'not_public' | 'unresolved' };

/** One address that may not be reached refuses them all. */
export async function checkHost(
  host: string,
  rules: AddressRules,
  resolve: Resolve,
): Promise<Checked> {
  const family = isIP(host);
  const given = family === 0 ? undefined : [{ address: host, family }];
  const addresses = given ?? (await resolve(host).catch(() => []));
  if (addresses.length === 0) return { ok: false, problem: 'unresolved' };
  const all = addresses.every(({ address }) => mayReach(address, rules));
  return all ? { ok: true, addresses } : { ok: false, problem: 'not_public' };
}

/** For a connection: answers with what was checked, whatever the name says by now. */
export function lookupOf(addresses: readonly LookupAddress[]): LookupFunction {
  return (_host, options, done) => {
    const [first] = addresses;
    if (options.all === true || first === undefined) done(null, [...addresses]);
    else done(null, first.address, first.family);
  };
}
