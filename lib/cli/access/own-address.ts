import { Agent } from 'node:https';
import { LabError, messageOf } from '../../model/errors';
import { openHttps } from '../download/open-https';

/** AWS' own answer to who is asking; `deploy.sh` asks it too. */
const ASKED = 'https://checkip.amazonaws.com';
/** Nobody's address is longer. */
const LONGEST_ANSWER = 60;

/** The public IPv4 address of this machine, as AWS sees it. */
export async function ownAddress(open: typeof openHttps = openHttps): Promise<string> {
  // Over IPv4: security groups of the lab have no IPv6 rules.
  const agent = new Agent({ family: 4 });
  try {
    const answer = await open(ASKED, { agent });
    let text = '';
    for await (const chunk of answer) {
      text += String(chunk);
      if (text.length > LONGEST_ANSWER) break;
    }
    const address = text.trim();
    if (/^\d{1,3}(\.\d{1,3}){3}$/.test(address)) return address;
    throw new LabError(
      'NoAddress',
      `${ASKED} answered "${address.slice(0, LONGEST_ANSWER)}", which is no IPv4 address; say it with --cidr`,
    );
  } catch (error) {
    if (error instanceof LabError && error.code === 'NoAddress') throw error;
    const why = messageOf(error);
    throw new LabError('NoAddress', `${ASKED} does not tell the address of this machine (${why}); say it with --cidr`, {
      cause: error,
    });
  } finally {
    agent.destroy();
  }
}
