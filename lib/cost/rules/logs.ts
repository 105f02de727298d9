import type { Rule } from '../model';
import { resourcesOf, textOf } from '../template';

/** CloudWatch counts 26 bytes for each event beside its message. */
const EVENT_OVERHEAD_BYTES = 26;
/** The app's line for a request of the mixed traffic, measured: 205 bytes. */
const BYTES_PER_REQUEST = 205 + EVENT_OVERHEAD_BYTES;
/** What the other containers say when nothing happens, generously. */
const QUIET_BYTES_PER_HOUR = 100_000;
/** A record of the default format, and how many a connection leaves: both directions at both ends. */
const FLOW_RECORD_BYTES = 110 + EVENT_OVERHEAD_BYTES;
const FLOW_RECORDS_PER_REQUEST = 4;
/** CloudWatch's GB. */
const GB = 2 ** 30;

/** What goes into a log group: the app's has a line for each request, all others say little. */
export const logGroup: Rule = ({ Properties: properties = {} }, { id, template, usage }) => {
  const name = textOf(properties['LogGroupName'], id);
  // Flow logs write into a group too; their own rule counts that.
  if (resourcesOf(template, 'AWS::EC2::FlowLog').some(([, flow]) => JSON.stringify(flow).includes(`"${id}"`))) {
    return { charges: [] };
  }
  const isApp = /(^|\/)app$/.test(name);
  const bytes = isApp ? usage.requestsPerSecond * 3600 * BYTES_PER_REQUEST : QUIET_BYTES_PER_HOUR;
  const detail = isApp ? `a line for each request, ${usage.requestsPerSecond} a second` : 'little';
  return { charges: [{ what: `${name}: ${detail}`, price: 'log ingestion', quantity: bytes / GB, basis: 'estimate' }] };
};

/** Flow logs into CloudWatch; every request counts as a connection of its own. */
export const flowLog: Rule = ({ Properties: properties = {} }, { id, usage }) => {
  if ((properties['LogDestinationType'] ?? 'cloud-watch-logs') !== 'cloud-watch-logs') {
    return { charges: [], unpriced: `${id}: flow logs that do not go to CloudWatch` };
  }
  const bytes = usage.requestsPerSecond * 3600 * FLOW_RECORDS_PER_REQUEST * FLOW_RECORD_BYTES;
  const what = `${id}: flow logs of ${usage.requestsPerSecond} connections a second`;
  return { charges: [{ what, price: 'log ingestion', quantity: bytes / GB, basis: 'estimate' }] };
};
