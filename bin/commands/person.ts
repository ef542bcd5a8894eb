// A person as they are named at the keyboard, and why somebody looks.
import type { SubjectGroup } from '../../db/port';
import { readGround } from '../../lib/evidence/look-event';
import type { Runtime } from '../../lib/runtime/model';
import { CommandFailed } from '../failure';
import { required, wrongUse } from './command';

/** `shop:12345`; wrong use before anything is opened. */
export function identifierOf(text: string): { readonly system: string; readonly id: string } {
  const at = text.indexOf(':');
  if (at < 1 || at === text.length - 1) throw wrongUse('--person takes SYSTEM:ID');
  return { system: text.slice(0, at), id: text.slice(at + 1) };
}

export async function groupOfPerson(runtime: Runtime, text: string): Promise<SubjectGroup> {
  const handle = runtime.vault.handleOf(identifierOf(text));
  const group = await runtime.store.findGroup({ handle });
  if (group === undefined) throw new CommandFailed(['nobody is known by that identifier'], 1);
  return group;
}

export function groundOf(given: string | undefined): string {
  const ground = readGround(required(given, '--ground'));
  if (ground === undefined) throw wrongUse('--ground takes at least five characters, at most 500');
  return ground;
}
