// Whose signatures a person at the keyboard believes: verifier keys, or a policy file.
import { readFile } from 'node:fs/promises';
import { openCheckpoint, type Checkpoint } from '../../lib/ledger/checkpoint';
import { parseVerifierKey } from '../../lib/ledger/note';
import { parsePolicy, satisfies } from '../../lib/ledger/policy';
import { typedPath, wrongUse, type Terminal } from '../commands/command';
import { CommandFailed } from '../failure';
import { messageOf, readUnverified } from './log-source';

export interface Belief {
  /** The checkpoint, once a believed key signed it; throws CommandFailed, exit code 1. */
  open(text: string, place: string): Checkpoint;
}

interface Given {
  readonly vkey?: readonly string[] | undefined;
  readonly policy?: string | undefined;
}

export const BELIEF_OPTIONS = {
  vkey: { type: 'string', multiple: true },
  policy: { type: 'string' },
} as const;
export const BELIEF_HELP = [
  '  --vkey KEY     a verifier key that is believed (name+id+key); may be given more than once',
  '  --policy FILE  or a C2SP policy: logs, witnesses and how many of them must have cosigned',
];

export async function readBelief(
  terminal: Terminal,
  { vkey = [], policy }: Given,
): Promise<Belief> {
  if (policy !== undefined) return byPolicy(await readText(terminal, policy, '--policy'));
  if (vkey.length === 0) {
    throw wrongUse('--vkey or --policy is needed: a checkpoint proves nothing by itself');
  }
  const keys = vkey.map((text) => {
    try {
      return parseVerifierKey(text);
    } catch (error) {
      throw wrongUse(`--vkey: ${messageOf(error)}`);
    }
  });
  return {
    open(text, place) {
      try {
        return openCheckpoint(text, keys, readUnverified(text, place).origin).checkpoint;
      } catch (error) {
        if (error instanceof CommandFailed) throw error;
        throw new CommandFailed([`${place}: ${messageOf(error)}`], 1);
      }
    },
  };
}

function byPolicy(text: string): Belief {
  const policy = (() => {
    try {
      return parsePolicy(text);
    } catch (error) {
      throw wrongUse(`--policy: ${messageOf(error)}`);
    }
  })();
  return {
    open(note, place) {
      const judged = satisfies(policy, note);
      if (judged.ok) return judged.checkpoint;
      throw new CommandFailed([`${place}: ${judged.why}`], 1);
    },
  };
}

/** A file given by name; exit code 3 when it cannot be read. */
export async function readText(terminal: Terminal, file: string, option: string): Promise<string> {
  try {
    return await readFile(typedPath(terminal, file), 'utf8');
  } catch (error) {
    throw new CommandFailed([`${option}: ${messageOf(error)}`], 3);
  }
}
