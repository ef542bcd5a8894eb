/** The metadata a client finds its way by: absolute addresses, no empty members. */
import { OPERATIONS } from './protocol';

export const DISCOVERY_PATH = '/.well-known/authzen-configuration';

export function authzenConfiguration(origin: string): Readonly<Record<string, string>> {
  const base = origin.replace(/\/$/, '');
  return {
    policy_decision_point: base,
    access_evaluation_endpoint: base + OPERATIONS.evaluation,
    access_evaluations_endpoint: base + OPERATIONS.evaluations,
    search_subject_endpoint: base + OPERATIONS.subject,
    search_resource_endpoint: base + OPERATIONS.resource,
    search_action_endpoint: base + OPERATIONS.action,
  };
}
