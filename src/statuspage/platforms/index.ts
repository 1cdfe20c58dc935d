/** The platforms, in the order in which a document is tried on them: what is told by its shape first, any feed last. */

import { aws } from './aws.ts';
import { awsRss } from './aws-rss.ts';
import { azureRss } from './azure-rss.ts';
import { betterStack } from './better-stack.ts';
import { cachet } from './cachet.ts';
import { checkly } from './checkly.ts';
import { datadog } from './datadog.ts';
import { flashcat } from './flashcat.ts';
import { googleCloud } from './google-cloud.ts';
import { incidentIoWidget } from './incident-io-widget.ts';
import { incidentRss } from './incident-rss.ts';
import { instatus } from './instatus.ts';
import type { Platform } from './platform.ts';
import { rootly } from './rootly.ts';
import { statuspage } from './statuspage.ts';

export type { Platform } from './platform.ts';

export const PLATFORMS: readonly Platform[] = [
  statuspage,
  incidentIoWidget,
  rootly,
  instatus,
  cachet,
  betterStack,
  flashcat,
  datadog,
  googleCloud,
  aws,
  checkly,
  awsRss,
  azureRss,
  incidentRss,
];
