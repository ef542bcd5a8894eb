/** The route table: what is not here is not served (SECURITY SEC-01). */
import {
  authzenActionSearchRoute,
  authzenDiscoveryRoute,
  authzenEvaluationRoute,
  authzenEvaluationsRoute,
  authzenResourceSearchRoute,
  authzenSubjectSearchRoute,
} from './authzen/routes';
import { ageRoute } from './ages/routes';
import { audienceRoute } from './audiences/routes';
import { catalogueRoute, catalogueVersionRoute } from './catalogue/routes';
import { changesRoute, handleKeyRoute, permissionsRoute, snapshotRoute } from './changes/routes';
import { choiceRoute } from './choices/routes';
import { contestListRoute, contestReceivedRoute } from './contests/routes';
import { decisionBatchRoute, decisionRoute } from './decisions/routes';
import { describingRoute } from './description/routes';
import {
  erasureAnswerRoute,
  erasureListRoute,
  erasureRequestRoute,
  erasureRoute,
} from './erasures/routes';
import { exposureRoute } from './exposures/routes';
import { decisionThenByHandleRoute, decisionThenRoute } from './history/routes';
import {
  importCancelRoute,
  importReportRoute,
  importRoute,
  importStatusRoute,
} from './imports/routes';
import { jobCancelRoute, jobRequestRoute, jobResultRoute, jobRoute } from './jobs/routes';
import { checkpointRoute, currentCheckpointRoute, tileRoute } from './ledger/files';
import { logListRoute } from './ledger/log-list';
import { consistencyRoute, inclusionRoute } from './ledger/proofs';
import { linkRoute, linksRoute, unlinkRoute } from './links/routes';
import { unsubscribeLinksRoute } from './mail-links/make';
import { unsubscribePageRoute, unsubscribeRoute } from './mail-links/use';
import { receiptRoute } from './receipts/routes';
import { metricsRoute } from './metrics/routes';
import type { ApiRoute } from './route';
import { aliveRoute, gpcRoute, readyRoute } from './status/routes';
import { talliesRoute } from './tallies/routes';
import { browserTokenRoute, keyTokenRoute } from './tokens/routes';
import { transparencyRoute } from './transparency/routes';
import { whyFrameRoute } from './why/frame';
import { whyActRoute, whyRoute } from './why/routes';
import {
  webhookChangeRoute,
  webhookCreateRoute,
  webhookDeliveriesRoute,
  webhookListRoute,
  webhookRedeliveryRoute,
  webhookRemoveRoute,
  webhookRoute,
  webhookSecretRoute,
} from './webhooks/routes';

export const API_ROUTES: readonly ApiRoute[] = [
  decisionRoute,
  decisionBatchRoute,
  audienceRoute,
  choiceRoute,
  ageRoute,
  unsubscribeLinksRoute,
  unsubscribePageRoute,
  unsubscribeRoute,
  importRoute,
  importStatusRoute,
  importReportRoute,
  importCancelRoute,
  exposureRoute,
  contestListRoute,
  contestReceivedRoute,
  talliesRoute,
  permissionsRoute,
  handleKeyRoute,
  snapshotRoute,
  changesRoute,
  keyTokenRoute,
  browserTokenRoute,
  whyRoute,
  whyActRoute,
  whyFrameRoute,
  linkRoute,
  unlinkRoute,
  linksRoute,
  webhookCreateRoute,
  webhookListRoute,
  webhookRoute,
  webhookChangeRoute,
  webhookSecretRoute,
  webhookDeliveriesRoute,
  webhookRedeliveryRoute,
  webhookRemoveRoute,
  erasureRequestRoute,
  erasureListRoute,
  erasureRoute,
  erasureAnswerRoute,
  catalogueRoute,
  catalogueVersionRoute,
  transparencyRoute,
  receiptRoute,
  decisionThenRoute,
  decisionThenByHandleRoute,
  jobRequestRoute,
  jobRoute,
  jobResultRoute,
  jobCancelRoute,
  authzenEvaluationRoute,
  authzenEvaluationsRoute,
  authzenSubjectSearchRoute,
  authzenResourceSearchRoute,
  authzenActionSearchRoute,
  authzenDiscoveryRoute,
  currentCheckpointRoute,
  checkpointRoute,
  tileRoute,
  inclusionRoute,
  consistencyRoute,
  logListRoute,
  gpcRoute,
  describingRoute(() => API_ROUTES),
  aliveRoute,
  readyRoute,
  metricsRoute,
];
