import { inquire, type NotInquired } from '../../lib/evidence/inquire';
import { inquiredView, type InquiredView } from '../../lib/evidence/inquired-view';
import { deploymentPrincipal } from '../../lib/identity/deployment';
import { settingsFrom, withRuntime } from '../deployment';
import { CommandFailed } from '../failure';
import { readOptions, required, wrongUse, type Command, type Terminal } from './command';
import { groundOf, identifierOf } from './person';

const OPTIONS = {
  person: { type: 'string' },
  touchpoint: { type: 'string' },
  at: { type: 'string' },
  ground: { type: 'string' },
  data: { type: 'string' },
  json: { type: 'boolean' },
} as const;
/** With its zone: what a clock on a wall said is not one instant. */
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

function instantOf(text: string): number {
  const atMs = INSTANT.test(text) ? Date.parse(text) : NaN;
  if (Number.isNaN(atMs)) throw wrongUse('--at takes an instant, like 2026-03-03T10:00+09:00');
  return atMs;
}

const OPTION_OF: Readonly<Record<string, string>> = {
  '/at': '--at',
  '/ground': '--ground',
  '/subject': '--person',
  '/touchpoint': '--touchpoint',
};

function failure({ field, detail, reason }: NotInquired): CommandFailed {
  if (reason === 'not_found') return new CommandFailed(['nobody is known by that identifier'], 1);
  const option = OPTION_OF[field] ?? (field.startsWith('/data') ? '--data' : field);
  return new CommandFailed([`${option} ${detail}`], reason === 'erased' ? 1 : 2);
}

function told(view: InquiredView): readonly string[] {
  const { at, touchpoint, decision, reason, otherwise, data, catalogue, record, log } = view;
  const [deciding] = view.deciding;
  const proof = deciding?.receipt === undefined ? 'not proved yet' : 'with a receipt (--json)';
  const held = `${String(record.before)} events until then, ${String(record.after)} since`;
  return [
    `${decision ? 'yes' : 'no'}: ${touchpoint ?? ''} at ${at}`,
    `  reason     ${reason}${decision ? '' : `; instead: ${otherwise}`}`,
    ...(data.permitted.length > 0 ? [`  permitted  ${data.permitted.join(', ')}`] : []),
    deciding === undefined
      ? '  decided    by nobody: the purpose’s basis answered'
      : `  decided    ${deciding.body.type} of ${deciding.at}, ${deciding.id}, ${proof}`,
    `  words      catalogue ${String(catalogue.version)}, published ${catalogue.publishedAt}`,
    ...view.words.map(({ locale, digest }) => `             ${locale} ${digest}`),
    `  record     ${held}; ${record.whole ? 'whole' : `gaps before ${record.gaps.join(', ')}`}`,
    ...(log === null ? [] : [`  log        ${log.origin}, ${String(log.size)} entries then`]),
    '  Messages sent are not counted: a frequency limit answers as if nothing had been sent.',
  ];
}

export const decision: Command = {
  help: [
    'nattoku decision --person SYSTEM:ID --touchpoint KEY --at INSTANT --ground WHY [options]',
    'What would have been answered then, under which words. The look goes on the person’s record first.',
    '',
    '  --at INSTANT  with its zone, like 2026-03-03T10:00+09:00',
    '  --ground WHY  at least five characters; the person reads it',
    '  --data a,b    data the asker would have named',
    '  --json        everything as one line of JSON: exact words and the receipt too',
  ].join('\n'),

  async run(args: readonly string[], terminal: Terminal): Promise<number> {
    const { values } = readOptions(args, OPTIONS);
    const identifier = identifierOf(required(values.person, '--person'));
    const place = { touchpoint: required(values.touchpoint, '--touchpoint') };
    const asked = {
      place,
      atMs: instantOf(required(values.at, '--at')),
      ground: groundOf(values.ground),
      data: values.data === undefined ? [] : values.data.split(',').map((key) => key.trim()),
    };
    const view = await withRuntime(settingsFrom(terminal.source), async (runtime) => {
      const find = () => runtime.subjects.asked(runtime.vault.handleOf(identifier));
      const outcome = await inquire(runtime, deploymentPrincipal(), find, asked);
      if (!outcome.ok) throw failure(outcome);
      return inquiredView(asked, outcome);
    });
    if (values.json === true) terminal.out(JSON.stringify(view));
    else for (const line of told(view)) terminal.out(line);
    return 0;
  },
};
