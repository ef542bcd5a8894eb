/**
 * What a tap means as events (DESIGN §4). Pure: catalogue, state and act in, bodies out. A broad
 * allow is composed so that it never brings back what was refused by name, nor anything sensitive.
 */
import { ITSELF } from '../catalogue/model';
import { noticeDigest } from '../catalogue/notice';
import { composeAllow } from '../choice/compose';
import { defaultExpiry } from '../choice/expiry';
import { BRIEF_MS, mayAllowBriefly } from './briefly';
import { parseTechniques, type ActOf, type PlainAct } from './form-schema';
import { limitMeaning, removalMeaning } from './limit-acts';
import {
  eventOf,
  no,
  NOTHING_LEFT_OUT,
  notOptional,
  says,
  type Body,
  type Meaning,
  type Sight,
} from './meaning';
import { pauseMeaning, resumeMeaning } from './pauses';

interface Box {
  readonly purposes: readonly string[];
  readonly channels: readonly string[];
  readonly data: readonly string[];
}

/** One event a purpose: each has its own basis and so its own end. */
function allowBodies(sight: Sight, box: Box, explicit: boolean): Body[] {
  const { compiled, locale, nowMs, endsAtMs = Infinity } = sight;
  const notice = {
    catalogueVersion: compiled.version,
    locale,
    digest: noticeDigest(compiled.catalogue, locale),
  };
  return box.purposes.flatMap((key): Body[] => {
    const purpose = compiled.purposes.get(key);
    if (purpose === undefined) return [];
    const latestMs = defaultExpiry([purpose], nowMs);
    const expiresAtMs = latestMs === undefined ? undefined : Math.min(latestMs, endsAtMs);
    return [
      {
        type: 'allow',
        surface: 'portal',
        ...{ purposes: [key], channels: box.channels, data: box.data, notice },
        ...(expiresAtMs === undefined ? {} : { expiresAtMs }),
        ...(explicit ? { explicit: true as const } : {}),
      },
    ];
  });
}

function broadly(
  sight: Sight,
  scope: Parameters<typeof composeAllow>[2],
  first: Body[] = [],
): Meaning {
  const { boxes, leftOut } = composeAllow(sight.compiled, sight.state, scope);
  const bodies = [...first, ...boxes.flatMap((box) => allowBodies(sight, box, false))];
  const left = (why: 'refused' | 'sensitive') => [
    ...new Set(leftOut.filter((cell) => cell.why === why).map(({ data }) => data)),
  ];
  return {
    ok: true,
    events: bodies.map(eventOf),
    leftOut: { refused: left('refused'), sensitive: left('sensitive') },
  };
}

function ofPurpose(sight: Sight, act: ActOf<'allow-purpose' | 'refuse-purpose'>): Meaning {
  const problem = notOptional(sight.compiled, act.purpose);
  if (problem !== undefined) return no(problem);
  if (act.act === 'refuse-purpose') {
    return says({
      ...{ type: 'deny', surface: 'portal' },
      ...{ purposes: [act.purpose], channels: '*', data: '*' },
    });
  }
  if (sight.compiled.purposes.get(act.purpose)?.explicit) return no('explicit_not_allowed');
  return broadly(sight, { purposes: [act.purpose] });
}

function ofCell(sight: Sight, act: ActOf<'allow-cell' | 'refuse-cell'>): Meaning {
  const problem = notOptional(sight.compiled, act.purpose);
  if (problem !== undefined) return no(problem);
  const categories = sight.compiled.usedCells.get(act.purpose)?.get(act.channel);
  if (categories === undefined) return no('unknown_channel');
  const itself = act.data === ITSELF;
  if (!itself && !categories.includes(act.data)) return no('unknown_data');
  const [purposes, channels] = [[act.purpose], [act.channel]];
  if (act.act === 'refuse-cell') {
    const data = itself ? ('*' as const) : [act.data];
    return says({ type: 'deny', surface: 'portal', purposes, channels, data });
  }
  if (sight.compiled.purposes.get(act.purpose)?.explicit) return no('explicit_not_allowed');
  if (itself) return broadly(sight, { purposes, channels });
  if (sight.compiled.data.get(act.data)?.sensitive !== false) return no('sensitive_needs_explicit');
  return says(...allowBodies(sight, { purposes, channels, data: [act.data] }, false));
}

function ofChannel({ compiled }: Sight, { channel }: ActOf<'refuse-channel'>): Meaning {
  if (!compiled.channels.has(channel)) return no('unknown_channel');
  const channels = [channel];
  return says({ type: 'deny', surface: 'portal', purposes: '*', channels, data: '*' });
}

type PlaceAct = ActOf<'allow-place' | 'allow-place-briefly' | 'refuse-place'>;

function ofPlace(sight: Sight, act: PlaceAct): Meaning {
  const { compiled, state } = sight;
  const place = compiled.touchpoints.get(act.touchpoint);
  if (place === undefined || place.touchpoint.status !== 'live') return no('unknown_touchpoint');
  if (place.contractOnly) return no('contract_not_optional');
  const { touchpoint } = act;
  if (act.act === 'refuse-place') {
    return says({ type: 'touchpoint-off', surface: 'portal', touchpoint });
  }
  const briefly = act.act === 'allow-place-briefly';
  if (briefly && !mayAllowBriefly(place)) return no('expiry_not_allowed');
  const off = state.touchpointsOff.has(touchpoint);
  return broadly(
    briefly ? { ...sight, endsAtMs: sight.nowMs + BRIEF_MS } : sight,
    { touchpoint },
    off ? [{ type: 'touchpoint-on', surface: 'portal', touchpoint }] : [],
  );
}

/** One purpose, at most one sensitive category, ordinary data beside it, an event of its own. */
function ofExplicit(sight: Sight, act: ActOf<'allow-explicit'>): Meaning {
  const { compiled } = sight;
  const problem = notOptional(sight.compiled, act.purpose);
  if (problem !== undefined) return no(problem);
  const used = [...(compiled.usedCells.get(act.purpose) ?? [])];
  const sensitive = (key: string) => compiled.data.get(key)?.sensitive !== false;
  const all = [...new Set(used.flatMap(([, categories]) => categories))];
  if (act.sensitive !== '' && !(all.includes(act.sensitive) && sensitive(act.sensitive))) {
    return no('unknown_data');
  }
  const purpose = compiled.purposes.get(act.purpose);
  if (!purpose?.explicit && act.sensitive === '') return no('explicit_not_allowed');
  const ordinary = purpose?.explicit ? all.filter((key) => !sensitive(key)) : [];
  const data = act.sensitive === '' ? ordinary : [...ordinary, act.sensitive];
  const channels = used.map(([channel]) => channel);
  return says(...allowBodies(sight, { purposes: [act.purpose], channels, data }, true));
}

function ofTechniques(act: ActOf<'technique-off' | 'technique-on'>): Meaning {
  const techniques = parseTechniques(act.techniques);
  if (techniques.length === 0) return no('unknown_technique');
  return says(
    ...techniques.map((technique): Body => ({ type: act.act, surface: 'portal', technique })),
  );
}

export function eventsOfAct(sight: Sight, act: PlainAct): Meaning {
  switch (act.act) {
    case 'stop':
      return says({ type: 'deny', surface: 'portal', purposes: '*', channels: '*', data: '*' });
    case 'allow-purpose':
    case 'refuse-purpose':
      return ofPurpose(sight, act);
    case 'allow-cell':
    case 'refuse-cell':
      return ofCell(sight, act);
    case 'allow-place':
    case 'allow-place-briefly':
    case 'refuse-place':
      return ofPlace(sight, act);
    case 'refuse-data':
      return sight.compiled.data.has(act.data)
        ? says({ type: 'deny', surface: 'portal', purposes: '*', channels: '*', data: [act.data] })
        : no('unknown_data');
    case 'refuse-channel':
      return ofChannel(sight, act);
    case 'allow-explicit':
      return ofExplicit(sight, act);
    case 'technique-off':
    case 'technique-on':
      return ofTechniques(act);
    case 'pause':
      return pauseMeaning(sight, act);
    case 'resume':
      return resumeMeaning(sight, act);
    case 'limit-remove':
      return removalMeaning(sight, act);
    case 'limit-frequency':
    case 'limit-quiet':
    case 'limit-age':
    case 'limit-mute':
    case 'limit-not-purchased':
    case 'limit-variety':
    case 'limit-preferred':
      return limitMeaning(sight, act);
    case 'undo':
      return {
        ok: true,
        events: act.events
          .split(' ')
          .map((of) => ({ ...eventOf({ type: 'undo', surface: 'portal' }), of })),
        leftOut: NOTHING_LEFT_OUT,
      };
  }
}
