// Who works in the demo and which systems ask: an officer, and one key for each system.
import { chmodSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  DEMO_APPROVER,
  DEMO_OFFICER,
  DEMO_SYSTEMS,
  type DemoSystem,
} from '../../app/demo/personas';
import { AppError } from '../../lib/errors';
import { deploymentPrincipal } from '../../lib/identity/deployment';
import { openOfficerSession } from '../../lib/identity/entrances';
import { createApiKey } from '../../lib/identity/key-commands';
import type { OfficerPrincipal, Scope } from '../../lib/identity/model';
import { addOfficer } from '../../lib/identity/officers';
import { endSession, principalOfSession } from '../../lib/identity/sessions';
import type { Runtime } from '../../lib/runtime/model';

const SCOPES: Scope[] = ['choice:allow', 'choice:refuse', 'decide', 'embed'];

type DemoOfficer = typeof DEMO_OFFICER | typeof DEMO_APPROVER;

async function grant(runtime: Runtime, who: DemoOfficer, roles: readonly string[]): Promise<void> {
  const [email, name] = [who.email, who.name.ja];
  const added = await addOfficer(runtime, deploymentPrincipal(), { email, name, roles });
  if (!added.ok) throw new AppError(added.reason, 'the demo has no officer');
}

/** Two, since what one asks another one decides; answers the first. */
export async function makeOfficers(runtime: Runtime): Promise<OfficerPrincipal> {
  const { email } = DEMO_OFFICER;
  await grant(runtime, DEMO_OFFICER, ['admin', 'auditor', 'author']);
  await grant(runtime, DEMO_APPROVER, ['approver']);
  const session = await openOfficerSession(runtime, email);
  const officer = session && (await principalOfSession(runtime, session.token));
  if (session !== undefined) await endSession(runtime, session.token);
  if (officer?.kind !== 'officer') throw new AppError('internal', 'the officer could not sign in');
  return officer;
}

async function makeKey(runtime: Runtime, system: DemoSystem): Promise<string> {
  const name = `demo ${system}`;
  const made = await createApiKey(runtime, deploymentPrincipal(), { name, system, scopes: SCOPES });
  if (!made.ok) throw new AppError(made.reason, `the demo's ${system} got no key`);
  return made.text;
}

/** Before anyone asks or writes anything down: the systems' questions of the last weeks came with them. */
export async function makeKeys(runtime: Runtime): Promise<Record<string, string>> {
  const keys: Record<string, string> = {};
  for (const system of DEMO_SYSTEMS) keys[system] = await makeKey(runtime, system);
  return keys;
}

export function demoKeysFile(dataDir: string): string {
  return join(dataDir, 'demo', 'keys.json');
}

/** The only place the shop knows its keys from. Written last: its presence says the story is whole. */
export function writeKeys(dataDir: string, keys: Readonly<Record<string, string>>): void {
  const file = demoKeysFile(dataDir);
  const aside = `${file}.${process.pid}`;
  mkdirSync(join(dataDir, 'demo'), { recursive: true, mode: 0o700 });
  writeFileSync(aside, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 });
  chmodSync(aside, 0o600);
  renameSync(aside, file);
}
