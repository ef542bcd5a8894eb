import { ITSELF } from '@/lib/catalogue/model';
import type { CellStanding, ChannelCellsView, PurposeView } from '@/lib/portal/model';
import { ChoicePair, Objection } from '../choice-pair';
import type { Page } from '../page';
import { chosenOf, objects } from './chosen';

interface Parts {
  readonly page: Page;
  readonly purpose: PurposeView;
  readonly channel: ChannelCellsView;
}

function Cell(
  parts: Parts & {
    readonly data: string;
    readonly name: string;
    readonly standing: CellStanding;
    /** Special data and special purposes take two steps. */
    readonly special: boolean;
  },
) {
  const { page, purpose, channel, data, name, standing } = parts;
  const { words } = page;
  const choice = {
    ...{ setting: page.setting, words, about: words.list([purpose.name, channel.name, name]) },
    ...({ allow: 'allow-cell', refuse: 'refuse-cell' } as const),
    fields: { purpose: purpose.key, channel: channel.key, data },
    chosen: chosenOf(standing),
  };
  return (
    <li className="cell">
      <div>
        <p>{name}</p>
        <p className="quiet small">{words.now(words.standing[standing])}</p>
      </div>
      {objects(purpose.basis, standing) ? (
        <Objection {...choice} />
      ) : (
        <ChoicePair {...choice} small twoSteps={parts.special ? purpose.key : undefined} />
      )}
    </li>
  );
}

/** One channel of a purpose: the purpose itself there, then each kind of data some place uses. */
function Channel({ page, purpose, channel }: Parts) {
  return (
    <section className="channel">
      <h4>{channel.name}</h4>
      <ul>
        <Cell
          {...{ page, purpose, channel }}
          data={ITSELF}
          name={page.words.purposes.itself}
          standing={channel.standing}
          special={purpose.explicit}
        />
        {channel.data.map(({ key, name, standing, sensitive }) => (
          <Cell
            key={key}
            {...{ page, purpose, channel, name, standing }}
            data={key}
            special={sensitive || purpose.explicit}
          />
        ))}
      </ul>
    </section>
  );
}

export function Cells({ page, purpose }: Omit<Parts, 'channel'>) {
  return (
    <details className="cells" id={`cells-${purpose.key}`}>
      <summary>
        <span>
          {page.words.purposes.fine}
          <span className="sr">{page.words.choice.about(purpose.name)}</span>
        </span>
      </summary>
      {purpose.channels.map((channel) => (
        <Channel key={channel.key} page={page} purpose={purpose} channel={channel} />
      ))}
    </details>
  );
}
